using System.Collections;

namespace Backprop.Tensors.Tests.Training;

/// <summary>What a call finds and what it leaves, however it ends.</summary>
public class CallTests
{
    private static readonly Samples<double> s_samples = Small.Classes<double>(30);

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void Diverging_leaves_what_the_call_began_with_and_not_what_the_trainer_did(int patience)
    {
        var network = new Network<double>(new NetworkSpec(1, [new(1)]), 1);
        var trainer = new Trainer<double>(network, new() { BatchSize = 1, Shuffle = false, Patience = patience, Optimizer = new Sgd() });
        network.Parameters.CopyFrom([2.0, 3.0]);
        var validation = patience > 0 ? Small.Line(3) : null;
        Assert.Throws<TrainingDivergedException>(() => trainer.Fit(Samples<double>.FromRows([[1], [1e200]], [[0], [0]]), validation));
        Assert.Equal([2.0, 3.0], network.Numbers());
        Assert.Equal(0, trainer.EpochsLeft);
    }

    [Fact]
    public void A_call_of_no_epochs_changes_nothing()
    {
        var network = new Network<double>(Small.Classifier, 1);
        var trainer = new Trainer<double>(network, new() { Patience = 3 });
        network.Parameters.CopyFrom(new Network<double>(Small.Classifier, 2).Parameters);
        trainer.Fit(s_samples, s_samples, epochs: 0);
        Assert.Equal(new Network<double>(Small.Classifier, 2).Numbers(), network.Numbers());
    }

    [Fact]
    public void After_an_exception_of_a_callback_the_network_holds_the_best_parameters()
    {
        var network = new Network<double>(new NetworkSpec(4, [new(40, Activation.Tanh), new(3, Activation.Softmax)]), 1);
        var (held, best) = (Small.Classes<double>(30, seed: 2), double.PositiveInfinity);
        var trainer = new Trainer<double>(network, new() { Patience = 1000, Optimizer = new Adam { LearningRate = 0.05 } });
        Assert.Throws<TimeoutException>(() => trainer.Fit(s_samples, held, stopWhen: p =>
        {
            best = Math.Min(best, p.ValidationLoss);
            return p.Epoch == 90 ? throw new TimeoutException() : false;
        }));
        Assert.Equal(best, network.ComputeLoss(held));
        Assert.Equal(10, trainer.EpochsLeft);
    }

    [Fact]
    public void A_batch_that_weighs_nothing_is_no_step()
    {
        var samples = s_samples.WithWeights([.. Enumerable.Range(0, 30).Select(n => n % 5 == 4 ? 2.0 : 0)]);
        var settings = new TrainingSettings { Epochs = 3, BatchSize = 3, Dropout = 0.25, Optimizer = new Adam() };
        var (network, reference) = (new Network<double>(Small.Classifier, 1), new Reference.Network<double>(Small.Classifier, 1));
        var report = new Trainer<double>(network, settings).Fit(samples);
        var expected = Reference.Training.Train(reference, samples, settings);
        Assert.Equal(expected.Loss, report.Loss);
        double[] trained = [.. reference.Layers.SelectMany(layer => layer.W.Cast<double>().Concat(layer.B!.Cast<double>()))];
        Assert.Equal(trained, RowMajor(network));
        Assert.NotEqual(new Network<double>(Small.Classifier, 1).Numbers(), network.Numbers());
    }

    [Fact]
    public void A_stream_all_of_whose_samples_weigh_nothing_is_refused()
    {
        var trainer = new Trainer<double>(new Network<double>(Small.Classifier), new());
        var error = Assert.Throws<ArgumentException>(() => trainer.Fit([s_samples.WithWeights(new double[30])]));
        Assert.Equal("Epoch 1 weighs nothing: all its sample weights are 0.", error.Message);
        var floats = new Trainer<float>(new Network<float>(Small.Classifier), new());
        error = Assert.Throws<ArgumentException>(() => floats.Fit([Small.Classes<float>(3).WithWeights([1e-60, 1e-60, 1e-60])]));
        Assert.Equal("Epoch 1 weighs nothing: all its sample weights are 0.", error.Message);
    }

    [Fact]
    public void Labels_that_do_not_exclude_each_other_are_judged_each_by_itself()
    {
        var samples = Samples<double>.FromRows([[0, 0], [0, 1], [1, 0], [1, 1]], [[0, 0, 0], [0, 1, 1], [1, 1, 0], [1, 1, 1]]);
        var network = new Network<double>(new NetworkSpec(2, [new(8, Activation.Tanh), new(3, Activation.Sigmoid)], Loss.BinaryCrossEntropy), 1);
        var told = new Small.Told();
        new Trainer<double>(network, new() { Epochs = 1000, StopBelow = 0.01, Optimizer = new Adam { LearningRate = 0.05 } }).Fit(samples, samples, progress: told);
        Assert.InRange(told.Reports[0].Metric, 0, 0.99);
        Assert.Equal(1, told.Reports[^1].Metric);
    }

    [Fact]
    public void A_stream_in_slices_of_time_gets_on_though_each_slice_is_shorter_than_what_is_done_already()
    {
        IEnumerable<Samples<double>> Slow()
        {
            for (var n = 0; n < 10; n++)
            {
                Thread.Sleep(2);
                yield return s_samples;
            }
        }

        var trainer = new Trainer<double>(new Network<double>(Small.Classifier), new() { Epochs = 1, TimeLimit = TimeSpan.FromMilliseconds(5) });
        var calls = 1;
        for (; trainer.Fit(Slow()).Stopped == StopReason.TimeLimit; calls++)
        {
            Assert.InRange(calls, 1, 10);
        }

        Assert.Equal(1, trainer.Epochs);
    }

    [Fact]
    public void Cancelling_is_heard_while_batches_go_by_that_are_done()
    {
        using var source = new CancellationTokenSource();
        var seen = 0;
        IEnumerable<Samples<double>> Batches()
        {
            for (var n = 0; n < 10; n++, seen++)
            {
                if (n == 7)
                {
                    source.Cancel();
                }

                yield return s_samples;
            }
        }

        var trainer = new Trainer<double>(new Network<double>(Small.Classifier), new() { Epochs = 1 });
        Assert.Equal(StopReason.Cancelled, trainer.Fit(Batches(), cancellation: source.Token).Stopped);
        Assert.Equal(7, seen);
        Assert.Equal(StopReason.Cancelled, trainer.Fit(Batches(), cancellation: source.Token).Stopped);
        Assert.Equal(7, seen);
    }

    [Fact]
    public void An_epoch_of_a_stream_that_was_interrupted_goes_on_in_its_own_order()
    {
        var settings = new TrainingSettings { Epochs = 3, Optimizer = new Momentum() };
        var whole = new Network<double>(Small.Classifier, 1);
        new Trainer<double>(whole, settings).Fit(new Turning(_ => { }));

        using var source = new CancellationTokenSource();
        var sliced = new Network<double>(Small.Classifier, 1);
        var (trainer, batches) = (new Trainer<double>(sliced, settings), 0);
        Assert.Equal(StopReason.Cancelled, trainer.Fit(new Turning(_ => Cancel()), cancellation: source.Token).Stopped);
        Assert.Equal((1, 2), (trainer.Epochs, trainer.EpochsLeft));
        trainer.Fit(new Turning(_ => { }));
        Assert.Equal(whole.Numbers(), sliced.Numbers());

        void Cancel()
        {
            if (++batches == 5)
            {
                source.Cancel();
            }
        }
    }

    [Fact]
    public void An_empty_batch_is_refused_before_anything_moves()
    {
        var (one, other) = (new Network<double>(Small.Classifier, 1), new Network<double>(Small.Classifier, 1));
        var settings = new TrainingSettings { Epochs = 1, Optimizer = new Adam() };
        var (trainer, plain) = (new Trainer<double>(one, settings), new Trainer<double>(other, settings));
        var error = Assert.Throws<ArgumentException>(() => trainer.Fit([s_samples, s_samples.Select([])]));
        Assert.Equal("Batch 2 of epoch 1 has no samples; allowed is one or more.", error.Message);
        Assert.Equal(
            "Batch 2 of epoch 1 has no samples; allowed is one or more.",
            Assert.Throws<ArgumentException>(() => trainer.Fit([s_samples, null!])).Message);
        trainer.Fit([s_samples, s_samples]);
        plain.Fit([s_samples, s_samples]);
        Assert.Equal(other.Numbers(), one.Numbers());
    }

    private static double[] RowMajor(Network<double> network) =>
    [
        .. Enumerable.Range(0, network.Spec.Layers.Length).SelectMany(
            l => network.Parameters.Weights(l).ToRowMajorArray().Concat(network.Parameters.Bias(l)!)),
    ];

    /// <summary>Three batches, which begin with another one in each epoch.</summary>
    private sealed class Turning(Action<int> given) : IEpochBatches<double>
    {
        public IEnumerable<Samples<double>> Epoch(int epoch)
        {
            for (var n = 0; n < 3; n++)
            {
                given(n);
                yield return Small.Classes<double>(10, seed: 1 + ((epoch + n) % 3));
            }
        }

        public IEnumerator<Samples<double>> GetEnumerator() => Epoch(0).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
