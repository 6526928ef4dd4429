namespace Backprop.Tensors.Tests.Training;

/// <summary>One run in one call and in several.</summary>
public class TrainerTests
{
    private static readonly TrainingSettings s_settings = new() { Epochs = 12, BatchSize = 7, Schedule = new CosineDecay { WarmUp = 3 }, Dropout = 0.2, Seed = 4 };

    [Fact]
    public void A_call_goes_on_where_the_one_before_ended()
    {
        var samples = Small.Classes<float>(40);
        var (whole, pieces) = (new Network<float>(Small.Classifier, 1), new Network<float>(Small.Classifier, 1));
        var expected = new Trainer<float>(whole, s_settings).Fit(samples);
        var trainer = new Trainer<float>(pieces, s_settings);
        Assert.Equal((5, StopReason.Epochs), (trainer.Fit(samples, epochs: 5).Epochs, StopReason.Epochs));
        var actual = trainer.Fit(samples, epochs: 7);
        Assert.Equal((expected.Epochs, expected.Loss), (actual.Epochs, actual.Loss));
        Assert.Equal(whole.Numbers(), pieces.Numbers());
        Assert.Equal(24, trainer.Fit(samples).Epochs);
    }

    [Fact]
    public void An_epoch_without_a_call_of_its_own_is_none()
    {
        var network = new Network<float>(Small.Classifier, 1);
        var before = network.Numbers();
        var report = new Trainer<float>(network, s_settings).Fit(Small.Classes<float>(9), epochs: 0);
        Assert.Equal((0, double.NaN, StopReason.Epochs), (report.Epochs, report.Loss, report.Stopped));
        Assert.Equal(before, network.Numbers());
    }

    [Fact]
    public void Epochs_without_end_have_none_in_the_next_call_either()
    {
        var trainer = new Trainer<float>(new Network<float>(Small.Classifier, 1), s_settings with { Epochs = int.MaxValue });
        var samples = Small.Classes<float>(9);
        Assert.Equal(2, trainer.Fit(samples, stopWhen: p => p.Epoch == 2).Epochs);
        Assert.Equal(4, trainer.Fit(samples, stopWhen: p => p.Epoch == 4).Epochs);
    }

    [Fact]
    public void A_last_short_batch_counts_by_its_size()
    {
        // A rate so small that nothing moves: the loss of the epoch is the loss of all samples, 5 batches of 7 and one of 5.
        var (network, samples) = (new Network<double>(Small.Classifier, 1), Small.Classes<double>(40));
        var expected = network.ComputeLoss(samples);
        var settings = new TrainingSettings { Epochs = 1, BatchSize = 7, Shuffle = false, Optimizer = new Sgd { LearningRate = 1e-300 } };
        Assert.Equal(expected, new Trainer<double>(network, settings).Fit(samples).Loss);
    }

    [Fact]
    public void A_batch_larger_than_the_data_is_the_full_batch()
    {
        var (full, larger) = (new Network<float>(Small.Classifier, 1), new Network<float>(Small.Classifier, 1));
        new Trainer<float>(full, s_settings with { BatchSize = TrainingSettings.FullBatch }).Fit(Small.Classes<float>(40));
        new Trainer<float>(larger, s_settings with { BatchSize = 41 }).Fit(Small.Classes<float>(40));
        Assert.Equal(full.Numbers(), larger.Numbers());
    }

    [Fact]
    public void The_strength_of_L2_does_not_depend_on_the_size_of_a_batch()
    {
        // Inputs of 0 have no gradient: a step is the penalty alone, w ← w − η·λ·w.
        foreach (var count in (int[])[1, 2, 31])
        {
            var network = new Network<double>(new NetworkSpec(3, [new(1, hasBias: false)]), 1);
            var expected = network.Numbers().Select(w => w - (0.25 * 0.5 * w));
            var settings = new TrainingSettings { Epochs = 1, BatchSize = TrainingSettings.FullBatch, L2 = 0.5, Optimizer = new Sgd { LearningRate = 0.25 } };
            new Trainer<double>(network, settings).Fit(new Samples<double>(3, new double[3 * count], 1, new double[count]));
            Assert.Equal(expected, network.Numbers());
        }
    }

    [Fact]
    public void Training_on_more_data_keeps_what_was_learnt_and_the_optimizers_state()
    {
        var (few, more) = (Small.Classes<double>(30), Small.Classes<double>(90));
        var network = new Network<double>(Small.Classifier, 1);
        var trainer = new Trainer<double>(network, s_settings with { Dropout = 0, Schedule = new ConstantRate() });
        trainer.Fit(few);
        var afterFew = network.ComputeLoss(more);
        Assert.Equal(24, trainer.Fit(more).Epochs);
        Assert.True(network.ComputeLoss(more) < afterFew);
    }

    [Fact]
    public void Stopping_at_any_moment_and_going_on_is_the_run_of_one_call()
    {
        var samples = Small.Classes<float>(200);
        var settings = s_settings with { Epochs = 40, Validation = 0.2, Patience = 30 };
        var whole = new Network<float>(Small.Classifier, 1);
        var expected = new Trainer<float>(whole, settings).Fit(samples);
        var network = new Network<float>(Small.Classifier, 1);
        var trainer = new Trainer<float>(network, settings);
        TrainingReport actual;
        var cancelled = 0;
        do
        {
            using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(1 + (cancelled % 3)));
            actual = trainer.Fit(samples, cancellation: source.Token);
            cancelled++;
        }
        while (actual.Stopped == StopReason.Cancelled);
        Assert.Equal((expected.Epochs, expected.Loss, expected.Stopped), (actual.Epochs, actual.Loss, actual.Stopped));
        Assert.Equal(whole.Numbers(), network.Numbers());
    }

    [Fact]
    public void Cancelling_does_not_throw_and_leaves_an_epoch_that_the_next_call_completes()
    {
        var samples = Small.Classes<float>(40);
        var trainer = new Trainer<float>(new Network<float>(Small.Classifier, 1), s_settings);
        using var source = new CancellationTokenSource();
        var report = trainer.Fit(samples, progress: new Small.Told(p => { if (p.Epoch == 3) { source.Cancel(); } }), cancellation: source.Token);
        Assert.Equal((3, StopReason.Cancelled, 9), (report.Epochs, report.Stopped, trainer.EpochsLeft));
        Assert.Equal(12, trainer.Fit(samples).Epochs);
        Assert.Equal(0, trainer.EpochsLeft);
    }

    [Fact]
    public void A_stream_of_batches_is_the_run_of_the_same_samples_in_memory()
    {
        var samples = Small.Classes<double>(40).WithWeights([.. Enumerable.Range(0, 40).Select(n => n % 4 * 0.5)]);
        var settings = s_settings with { Shuffle = false, ClassWeights = [1, 2, 0.5] };
        var (inMemory, streamed) = (new Network<double>(Small.Classifier, 1), new Network<double>(Small.Classifier, 1));
        var batches = Enumerable.Range(0, 40).Chunk(7).Select(chosen => samples.Select(chosen));
        var (expected, actual) = (new Trainer<double>(inMemory, settings).Fit(samples, samples), new Trainer<double>(streamed, settings).Fit(batches, samples));
        Assert.Equal((expected.Loss, expected.ValidationLoss), (actual.Loss, actual.ValidationLoss));
        Assert.Equal(inMemory.Numbers(), streamed.Numbers());
    }

    [Fact]
    public void Samples_are_as_they_were()
    {
        var (samples, before) = (Small.Classes<float>(40), Small.Classes<float>(40));
        new Trainer<float>(new Network<float>(Small.Classifier), s_settings with { Validation = 0.3, ClassWeights = [1, 2, 3] }).Fit(samples);
        Assert.Equal(before.Inputs, samples.Inputs);
        Assert.Equal(before.Targets, samples.Targets);
        Assert.False(samples.IsWeighted);
    }

    [Fact]
    public void An_epoch_of_a_full_batch_allocates_nothing()
    {
        var trainer = new Trainer<double>(new Network<double>(new NetworkSpec(2, [new(2, Activation.Sigmoid), new(1)])), new() { BatchSize = TrainingSettings.FullBatch });
        trainer.Fit(Small.Xor, epochs: 10);
        var before = GC.GetAllocatedBytesForCurrentThread();
        trainer.Fit(Small.Xor, epochs: 10);
        var few = GC.GetAllocatedBytesForCurrentThread() - before;
        trainer.Fit(Small.Xor, epochs: 10_000);
        Assert.Equal(2 * few, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
