using System.Diagnostics;

namespace Backprop.Tensors.Tests.Training;

/// <summary>Why a run ends, and what the network holds then.</summary>
public class StoppingTests
{
    private static readonly Samples<double> s_samples = Small.Classes<double>(90);

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(10)]
    [InlineData(50)]
    [InlineData(100)]
    public void Patience_stops_so_many_epochs_after_the_best_one_and_brings_it_back(int patience)
    {
        // Outright overfitting: a network that is much too large, on few samples.
        var network = new Network<double>(new NetworkSpec(4, [new(40, Activation.Tanh), new(3, Activation.Softmax)]), 1);
        var settings = new TrainingSettings { Epochs = 5000, Validation = 0.3, Patience = patience, Optimizer = new Adam { LearningRate = 0.02 } };
        var told = new Small.Told();
        var report = new Trainer<double>(network, settings).Fit(s_samples, progress: told);
        Assert.Equal(StopReason.Patience, report.Stopped);
        Assert.Equal(report.BestEpoch + patience, report.Epochs);
        Assert.Equal(told.Reports.Min(p => p.ValidationLoss), report.BestValidationLoss);
        Assert.Equal(report.BestValidationLoss, told.Reports[report.BestEpoch - 1].ValidationLoss);
        var split = Split.Stratified(Classes.Of(s_samples)!, 0.3, 0);
        Assert.Equal(report.BestValidationLoss, network.ComputeLoss(s_samples.Select(split.HeldOut)));
    }

    [Fact]
    public void With_patience_the_network_holds_the_best_parameters_however_the_call_ends()
    {
        var network = new Network<double>(Small.Classifier, 1);
        var settings = new TrainingSettings { Epochs = 300, Patience = 1000, Optimizer = new Adam { LearningRate = 0.05 } };
        var (training, held) = (s_samples.Select([.. Enumerable.Range(0, 45)]), s_samples.Select([.. Enumerable.Range(45, 45)]));
        var report = new Trainer<double>(network, settings).Fit(training, held);
        Assert.Equal(StopReason.Epochs, report.Stopped);
        Assert.True(report.BestEpoch < 300);
        Assert.Equal(report.BestValidationLoss, network.ComputeLoss(held));
        Assert.NotEqual(report.ValidationLoss, report.BestValidationLoss);
    }

    [Fact]
    public void A_run_without_patience_runs_to_the_limit()
    {
        var report = new Trainer<double>(new Network<double>(Small.Classifier), new() { Epochs = 80, Validation = 0.3 }).Fit(s_samples);
        Assert.Equal((80, StopReason.Epochs), (report.Epochs, report.Stopped));
        Assert.True(double.IsFinite(report.ValidationLoss));
    }

    [Fact]
    public void A_loss_below_the_bound_stops()
    {
        var network = new Network<double>(new NetworkSpec(1, [new(1)]), 1);
        var told = new Small.Told();
        var report = new Trainer<double>(network, new() { Epochs = 10_000, StopBelow = 1e-3, Optimizer = new Adam { LearningRate = 0.05 } }).Fit(Small.Line(20), progress: told);
        Assert.Equal(StopReason.StopBelow, report.Stopped);
        Assert.True(report.Loss < 1e-3);
        Assert.All(told.Reports.SkipLast(1), p => Assert.True(p.Loss >= 1e-3));
    }

    [Fact]
    public void The_time_limit_stops_within_a_batch()
    {
        var settings = new TrainingSettings { Epochs = int.MaxValue, TimeLimit = TimeSpan.FromMilliseconds(200) };
        var clock = Stopwatch.StartNew();
        var trainer = new Trainer<double>(new Network<double>(Small.Classifier), settings);
        var report = trainer.Fit(s_samples);
        Assert.Equal(StopReason.TimeLimit, report.Stopped);
        Assert.InRange(report.Elapsed.TotalSeconds, 0.2, clock.Elapsed.TotalSeconds);
        Assert.True(report.SamplesPerSecond > 0);
        Assert.Equal(int.MaxValue - report.Epochs, trainer.EpochsLeft);
    }

    [Fact]
    public void A_callback_stops_and_is_asked_after_each_epoch()
    {
        var asked = new List<int>();
        var report = new Trainer<double>(new Network<double>(Small.Classifier), new()).Fit(s_samples, stopWhen: p =>
        {
            asked.Add(p.Epoch);
            return p.Epoch == 4;
        });
        Assert.Equal((4, StopReason.Callback), (report.Epochs, report.Stopped));
        Assert.Equal([1, 2, 3, 4], asked);
    }

    [Fact]
    public void Progress_tells_losses_metric_rate_speed_and_time_left()
    {
        var told = new Small.Told();
        var network = new Network<double>(Small.Classifier, 1);
        var settings = new TrainingSettings { Epochs = 30, Validation = 0.3, Schedule = new ExponentialDecay { Factor = 0.9 }, Optimizer = new Adam { LearningRate = 0.01 } };
        var report = new Trainer<double>(network, settings).Fit(s_samples, progress: told);
        Assert.Equal(Enumerable.Range(1, 30), told.Reports.Select(p => p.Epoch));
        Assert.All(told.Reports, p => Assert.Equal(0.01 * Elementary.Power(0.9, p.Epoch - 1), p.LearningRate));
        Assert.All(told.Reports, p => Assert.InRange(p.Metric, 0, 1));
        Assert.All(told.Reports, p => Assert.True(p.SamplesPerSecond > 0));
        Assert.Equal(TimeSpan.Zero, told.Reports[^1].TimeLeft);
        Assert.Equal((report.Loss, report.ValidationLoss), (told.Reports[^1].Loss, told.Reports[^1].ValidationLoss));
        var held = s_samples.Select(Split.Stratified(Classes.Of(s_samples)!, 0.3, 0).HeldOut);
        Assert.Equal(ConfusionMatrix.Of(network.Predict(held.Inputs), held.Targets, 3).Accuracy, told.Reports[^1].Metric);
    }

    [Fact]
    public void Validation_and_training_loss_follow_one_formula()
    {
        // A rate so small that nothing moves: what trains and what is held out are the same samples.
        var settings = new TrainingSettings { Epochs = 1, BatchSize = TrainingSettings.FullBatch, ClassWeights = [1, 3, 0.5], Optimizer = new Sgd { LearningRate = 1e-300 } };
        var weighted = s_samples.WithWeights([.. Enumerable.Range(0, 90).Select(n => 0.1 * (n % 7))]);
        var report = new Trainer<double>(new Network<double>(Small.Classifier, 1), settings).Fit(weighted, weighted);
        Assert.Equal(report.Loss, report.ValidationLoss);
    }

    [Fact]
    public void A_plateau_lowers_the_rate_after_epochs_that_stand_still()
    {
        // The loss of a constant network stands still from the first epoch on.
        var told = new Small.Told();
        var settings = new TrainingSettings
        {
            Epochs = 10,
            Schedule = new PlateauDecay { Factor = 0.2, Patience = 3, SmallestRate = 1e-3 },
            Optimizer = new Sgd { LearningRate = 0.1 },
        };
        var samples = Samples<double>.FromRows([[0], [0]], [[0], [0]]);
        new Trainer<double>(new Network<double>(new NetworkSpec(1, [new(1, hasBias: false)])), settings).Fit(samples, progress: told);
        Assert.Equal([0.1, 0.1, 0.1, 0.1, 0.02, 0.02, 0.02], told.Reports.Take(7).Select(p => Math.Round(p.LearningRate, 10)));
        Assert.Equal(0.004, told.Reports[7].LearningRate, 10);
        Assert.Equal(1e-3, settings.Schedule is PlateauDecay p ? p.RateAfter(0.1, 5) : 0);
    }

    [Fact]
    public void A_schedule_takes_its_length_from_the_options_however_many_calls_there_are()
    {
        var told = new Small.Told();
        var settings = new TrainingSettings { Epochs = 4, Schedule = new CosineDecay(), Optimizer = new Sgd { LearningRate = 1 } };
        var trainer = new Trainer<double>(new Network<double>(new NetworkSpec(1, [new(1)])), settings);
        for (var call = 0; call < 4; call++)
        {
            trainer.Fit(Small.Line(3), epochs: 1, progress: told);
        }

        Assert.Equal(Enumerable.Range(0, 4).Select(epoch => settings.Schedule.Rate(1, epoch, 4)), told.Reports.Select(p => p.LearningRate));
    }

    [Fact]
    public void A_run_that_was_cancelled_goes_on_from_parameters_that_were_changed_meanwhile()
    {
        // Where all targets and weights are 0, nothing moves: unless something was begun with the weights before.
        var samples = new Samples<double>(40, Enumerable.Repeat(1.0, 40 * 20_000).ToArray(), 3, new double[3 * 20_000]);
        var network = new Network<double>(new NetworkSpec(40, [new(3)]), 1);
        var trainer = new Trainer<double>(network, new() { BatchSize = 1, Epochs = 100_000, Optimizer = new Sgd { LearningRate = 1e-9 } });
        using var source = new CancellationTokenSource();
        var report = trainer.Fit(samples, progress: new Small.Told(_ => source.CancelAfter(2)), cancellation: source.Token);
        Assert.Equal(StopReason.Cancelled, report.Stopped);
        network.Parameters.CopyFrom(new double[network.Parameters.Count]);
        trainer.Fit(samples, epochs: 1);
        Assert.All(network.Numbers(), value => Assert.Equal(0, value));
    }
}
