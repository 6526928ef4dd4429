namespace Backprop.Reference.Tests;

/// <summary>How a run goes and ends.</summary>
public class RunTests
{
    private static readonly Problem Small = new(new(3, [new(5, Activation.Tanh), new(2)]), 11, 3);

    [Fact]
    public void A_run_stops_after_the_first_epoch_whose_loss_is_below_the_bound()
    {
        var progress = new Told();
        var settings = new TrainingSettings { Epochs = 10_000, StopBelow = 0.1, Optimizer = new Adam { LearningRate = 0.01 } };
        var result = Training.Train(Small.MakeNetwork<double>(), Small.MakeSamples<double>(), settings, progress);
        Assert.Equal(StopReason.StopBelow, result.Stopped);
        Assert.True(result.Loss < 0.1);
        Assert.Equal(result.Epochs, progress.Reports.Count);
        Assert.All(progress.Reports.SkipLast(1), report => Assert.True(report.Loss >= 0.1));
        Assert.Equal(result.Loss, progress.Reports[^1].Loss);
    }

    [Fact]
    public void A_run_that_is_cancelled_before_it_starts_changes_nothing()
    {
        var network = Small.MakeNetwork<double>();
        Assert.Throws<OperationCanceledException>(
            () => Training.Train(network, Small.MakeSamples<double>(), new(), cancellation: new CancellationToken(canceled: true)));
        Bits.SameParameters(Small.MakeNetwork<double>(), network);
    }

    [Fact]
    public void One_seed_gives_one_run_and_another_seed_another()
    {
        Bits.SameParameters(Trained(new() { Seed = 1 }), Trained(new() { Seed = 1 }));
        Assert.False(IsSame(Trained(new() { Seed = 1 }), Trained(new() { Seed = 2 })));
        Assert.False(IsSame(Trained(new() { Seed = 1 }), Trained(new() { Seed = 1, Shuffle = false })));
    }

    [Fact]
    public void A_full_batch_is_not_shuffled()
    {
        // Plain steps of rate 1 let the last bit of a gradient through; Adam's small ones would round it away.
        var full = new TrainingSettings { BatchSize = TrainingSettings.FullBatch, Optimizer = new Sgd { LearningRate = 1 } };
        Bits.SameParameters(Trained(full with { Seed = 1 }, full.BatchSize), Trained(full with { Shuffle = false }, full.BatchSize));
    }

    [Fact]
    public void Dropout_is_part_of_the_seed()
    {
        var settings = new TrainingSettings { Dropout = 0.5, Shuffle = false };
        Bits.SameParameters(Trained(settings with { Seed = 1 }), Trained(settings with { Seed = 1 }));
        Assert.False(IsSame(Trained(settings with { Seed = 1 }), Trained(settings with { Seed = 2 })));
        Assert.False(IsSame(Trained(settings with { Seed = 1 }), Trained(settings with { Seed = 1, Dropout = 0 })));
    }

    [Fact]
    public void The_schedule_sets_the_rate_of_each_epoch()
    {
        var progress = new Told();
        var settings = new TrainingSettings { Epochs = 3, Schedule = new ExponentialDecay { Factor = 0.5 }, Optimizer = new Sgd { LearningRate = 0.25 } };
        Training.Train(Small.MakeNetwork<double>(), Small.MakeSamples<double>(), settings, progress);
        Assert.Equal([0.25, 0.125, 0.0625], progress.Reports.Select(report => report.LearningRate));
    }

    [Fact]
    public void Rprop_is_refused_where_batches_are_smaller_than_the_data()
    {
        var thrown = Assert.Throws<ArgumentException>(() => Trained(new() { Optimizer = new Rprop() }));
        Assert.Contains("BatchSize is 4; allowed is the full batch with rprop, 11 or above", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Samples_of_other_sizes_are_refused_with_their_shapes()
    {
        var network = Small.MakeNetwork<double>();
        var thrown = Assert.Throws<ArgumentException>(() => Training.Train(network, Samples<double>.FromRows([[1, 2]], [[1]]), new()));
        Assert.Contains("2 inputs and 1 targets do not fit a network of 3 inputs and 2 outputs", thrown.Message, StringComparison.Ordinal);
        thrown = Assert.Throws<ArgumentException>(() => network.Predict(new double[2, 5]));
        Assert.Contains("[2 × 5] do not fit a network of 3 inputs", thrown.Message, StringComparison.Ordinal);
    }

    private static Network<double> Trained(TrainingSettings settings, int batchSize = 4)
    {
        var network = Small.MakeNetwork<double>();
        Training.Train(network, Small.MakeSamples<double>(), settings with { Epochs = 3, BatchSize = batchSize });
        return network;
    }

    private static bool IsSame(Network<double> a, Network<double> b) =>
        a.Parameters.Zip(b.Parameters).All(pair => pair.First.Value.Cast<double>().SequenceEqual(pair.Second.Value.Cast<double>()));
}
