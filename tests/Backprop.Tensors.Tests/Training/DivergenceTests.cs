namespace Backprop.Tensors.Tests.Training;

/// <summary>A loss that is not finite stops at once and leaves the last good parameters.</summary>
public class DivergenceTests
{
    [Fact]
    public void A_run_that_diverges_names_epoch_batch_and_rate_and_leaves_the_parameters_of_the_epoch_before()
    {
        var network = new Network<double>(new NetworkSpec(1, [new(1)], Loss.MeanSquaredError), 1);
        var afterEpoch = new List<double[]> { network.Numbers() };
        var trainer = new Trainer<double>(network, new() { Epochs = 10_000, BatchSize = 2, Optimizer = new Sgd { LearningRate = 5 } });
        var error = Assert.Throws<TrainingDivergedException>(
            () => trainer.Fit(Small.Line(6), progress: new Small.Told(_ => afterEpoch.Add(network.Numbers()))));
        Assert.InRange(error.Epoch, 2, 1000);
        Assert.Equal(5, error.LearningRate);
        Assert.Contains(FormattableString.Invariant($"in epoch {error.Epoch}, batch {error.Batch}, at learning rate 5"), error.Message, StringComparison.Ordinal);
        Assert.Equal(afterEpoch[error.Epoch - 1], network.Numbers());
        Assert.All(network.Numbers(), value => Assert.True(double.IsFinite(value)));
        Assert.Contains("diverged", Assert.Throws<InvalidOperationException>(() => trainer.Fit(Small.Line(6))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Diverging_in_the_first_epoch_leaves_what_the_run_began_with()
    {
        var network = new Network<double>(new NetworkSpec(1, [new(1)]), 1);
        var before = network.Numbers();
        var samples = Samples<double>.FromRows([[1], [1e200]], [[0], [0]]);
        var error = Assert.Throws<TrainingDivergedException>(() => new Trainer<double>(network, new() { BatchSize = 1, Shuffle = false, Optimizer = new Sgd() }).Fit(samples));
        Assert.Equal((1, 2), (error.Epoch, error.Batch));
        Assert.Equal(before, network.Numbers());
    }

    [Fact]
    public void With_patience_the_best_parameters_are_left()
    {
        var network = new Network<double>(new NetworkSpec(1, [new(1)], Loss.MeanSquaredError), 1);
        var (best, lowest) = (network.Numbers(), double.PositiveInfinity);
        var settings = new TrainingSettings { Epochs = 10_000, Patience = 9_999, BatchSize = 2, Optimizer = new Sgd { LearningRate = 5 } };
        Assert.Throws<TrainingDivergedException>(() => new Trainer<double>(network, settings).Fit(Small.Line(6), Small.Line(5), progress: new Small.Told(p =>
        {
            (best, lowest) = p.ValidationLoss < lowest ? (network.Numbers(), p.ValidationLoss) : (best, lowest);
        })));
        Assert.Equal(best, network.Numbers());
    }

    [Fact]
    public void A_last_step_to_infinity_is_noticed_too()
    {
        var network = new Network<double>(new NetworkSpec(1, [new(1, hasBias: false)], Loss.HalfSquaredError, Reduction.Sum), 1);
        var before = network.Numbers();
        var samples = Samples<double>.FromRows([[1e100]], [[-1e150]]);
        var error = Assert.Throws<TrainingDivergedException>(() => new Trainer<double>(network, new() { Epochs = 1, Optimizer = new Sgd { LearningRate = 1e100 } }).Fit(samples));
        Assert.Contains("a parameter is NaN in epoch 1, batch 1", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, network.Numbers());
    }
}
