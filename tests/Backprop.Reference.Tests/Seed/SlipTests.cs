namespace Backprop.Reference.Tests;

/// <summary>The slips of the original, each shown not to be here.</summary>
public class SlipTests
{
    [Fact]
    public void Errors_of_opposite_sign_do_not_cancel()
    {
        var network = Linear();
        var samples = Samples<double>.FromRows([[1], [1]], [[0], [2]]);
        Assert.Equal(0.5, network.ComputeLoss(samples));
        var settings = new TrainingSettings { Epochs = 3, StopBelow = 1e-4 };
        Assert.Equal(StopReason.Epochs, Training.Train(network, samples, settings).Stopped);
    }

    [Theory]
    [InlineData(-3.0)]
    [InlineData(0.0)]
    [InlineData(0.25)]
    public void The_derivative_of_identity_is_one(double z) =>
        Assert.Equal(1, Activations.Derivative(Activation.Identity, z, z));

    [Fact]
    public void The_derivative_of_the_output_activation_is_applied()
    {
        var network = new Network<double>(new(1, [new(1, Activation.Sigmoid)], Loss.HalfSquaredError), initializer: Initializer.Constant(0));
        network.ComputeGradient(Samples<double>.FromRows([[1]], [[0]]));
        Assert.Equal(0.5 * 0.25, network.Layers[0].DZ[0, 0]);
    }

    [Fact]
    public void Training_that_diverges_stops_and_says_where()
    {
        var network = Linear();
        var samples = Samples<double>.FromRows([[1], [1], [1e3]], [[0], [0], [0]]);
        var settings = new TrainingSettings { Epochs = 1_000_000, BatchSize = 1, Shuffle = false, Optimizer = new Sgd { LearningRate = 10 } };
        var progress = new Told();
        var thrown = Assert.Throws<TrainingDivergedException>(() => Training.Train(network, samples, settings, progress));
        Assert.False(double.IsFinite(thrown.Loss));
        Assert.Equal(progress.Reports.Count + 1, thrown.Epoch);
        Assert.InRange(thrown.Batch, 1, 3);
        Assert.Equal(10, thrown.LearningRate);
        Assert.Contains($"epoch {thrown.Epoch}, batch {thrown.Batch}, at learning rate 10", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_whose_loss_is_not_a_number_is_not_applied()
    {
        var network = Linear();
        var samples = Samples<double>.FromRows([[1], [1e200]], [[0], [0]]);
        var settings = new TrainingSettings { BatchSize = 1, Shuffle = false, Optimizer = new Sgd { LearningRate = 0.5 } };
        var thrown = Assert.Throws<TrainingDivergedException>(() => Training.Train(network, samples, settings));
        Assert.Equal((1, 2, 0.5), (thrown.Epoch, thrown.Batch, thrown.LearningRate));
        Assert.Equal(0.5, network.Layers[0].W[0, 0]);
    }

    [Fact]
    public void Any_number_of_epochs_is_that_many()
    {
        foreach (var epochs in new[] { 0, 1, 2, 7 })
        {
            var progress = new Told();
            var result = Training.Train(Linear(), Samples<double>.FromRows([[1]], [[0]]), new() { Epochs = epochs }, progress);
            Assert.Equal((epochs, StopReason.Epochs), (result.Epochs, result.Stopped));
            Assert.Equal(Enumerable.Range(1, epochs), progress.Reports.Select(report => report.Epoch));
        }
    }

    [Fact]
    public void Zero_epochs_change_nothing_and_have_no_loss()
    {
        var network = Linear();
        Assert.Equal(double.NaN, Training.Train(network, Samples<double>.FromRows([[1]], [[0]]), new() { Epochs = 0 }).Loss);
        Bits.SameParameters(Linear(), network);
    }

    [Fact]
    public void The_last_short_batch_is_trained_on_and_counts_by_its_size()
    {
        // w = 1: losses of the three samples are ½, 2 and 4½; the first batch moves w by −0.1·(1 + 4)/2, the second sees 9·w.
        var network = Linear();
        var samples = Samples<double>.FromRows([[1], [2], [3]], [[0], [0], [0]]);
        var settings = new TrainingSettings { Epochs = 1, BatchSize = 2, Shuffle = false, Optimizer = new Sgd { LearningRate = 0.1 } };
        var result = Training.Train(network, samples, settings);
        Assert.Equal((0.5 + 2 + (4.5 * 0.75 * 0.75)) / 3, result.Loss, 1e-15);
        Assert.Equal(0.75 - (0.1 * 9 * 0.75), network.Layers[0].W[0, 0], 1e-15);
    }

    [Fact]
    public void A_batch_larger_than_the_data_is_the_full_batch_in_the_given_order()
    {
        var problem = new Problem(new(3, [new(4, Activation.Tanh), new(2)]), 7, 1);
        var (full, larger) = (problem.MakeNetwork<double>(), problem.MakeNetwork<double>());
        Training.Train(full, problem.MakeSamples<double>(), new() { Epochs = 5, BatchSize = 7, Shuffle = false });
        Training.Train(larger, problem.MakeSamples<double>(), new() { Epochs = 5, BatchSize = 1000, Shuffle = true });
        Bits.SameParameters(full, larger);
    }

    [Fact]
    public void Softmax_divides_by_the_whole_sum()
    {
        var a = new double[2, 1];
        Softmax.Forward(new double[,] { { Math.Log(3) }, { 0 } }, a);
        Assert.Equal(0.75, a[0, 0], 1e-15);
        Assert.Equal(0.25, a[1, 0], 1e-15);
    }

    [Fact]
    public void Samples_that_all_weigh_nothing_are_refused()
    {
        var samples = Samples<double>.FromRows([[1], [2]], [[0], [0]], [0, 0]);
        Assert.Contains("weights are 0", Assert.Throws<ArgumentException>(() => Linear().ComputeLoss(samples)).Message, StringComparison.Ordinal);
    }

    /// <summary>y = w·x with w = 1.</summary>
    private static Network<double> Linear() =>
        new(new(1, [new(1, hasBias: false)]), initializer: Initializer.Constant(1));
}
