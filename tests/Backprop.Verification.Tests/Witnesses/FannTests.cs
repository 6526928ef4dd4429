namespace Backprop.Verification.Tests;

/// <summary>What FANN's tests show of a trainer, with numbers of our own.</summary>
public class FannTests
{
    /// <summary>Exclusive or of −1 and 1.</summary>
    private static readonly Samples<double> s_xor = Samples<double>.FromRows([[-1, -1], [-1, 1], [1, -1], [1, 1]], [[-1], [1], [1], [-1]]);

    [Fact]
    public void Connections_are_counted_with_the_biases()
    {
        Assert.Equal(25, new NetworkSpec(2, [new(3), new(4)]).ParameterCount);
        Assert.Equal(50, new NetworkSpec(2, [new(3), new(4), new(5)]).ParameterCount);
        Assert.Equal(38, new NetworkSpec(2, [new(3, hasBias: false), new(4, hasBias: false), new(5, hasBias: false)]).ParameterCount);
    }

    [Fact]
    public void First_weights_fill_their_range_about_its_middle()
    {
        var spec = new NetworkSpec(300, [new(300)]);
        double[] w = [.. new Reference.Network<double>(spec, 1, Initializer.Uniform(-0.5, 1.5)).Layers[0].W.Cast<double>()];
        Assert.InRange(w.Min(), -0.5, -0.499);
        Assert.InRange(w.Max(), 1.499, 1.5);

        // 90,000 numbers of standard deviation 2/√12: five standard errors of their mean.
        Assert.Equal(0.5, w.Average(), 5 * 2 / Math.Sqrt(12 * w.Length));
    }

    [Fact]
    public void A_part_of_the_data_and_the_data_twice_are_chosen_samples()
    {
        var samples = new Problem(new(3, [new(2)]), 9, 1).MakeSamples<double>(isWeighted: true);
        var part = samples.Select([2, 3, 4, 5, 6]);
        Assert.Equal(5, part.Count);
        Assert.All(Enumerable.Range(0, 5), n => Assert.Equal(samples.Input(n + 2).ToArray(), part.Input(n).ToArray()));
        Assert.All(Enumerable.Range(0, 5), n => Assert.Equal(samples.Weight(n + 2), part.Weight(n)));
        var twice = samples.Select([.. Enumerable.Range(0, 9), .. Enumerable.Range(0, 9)]);
        Assert.Equal([.. samples.Targets, .. samples.Targets], twice.Targets.ToArray());
    }

    [Theory]
    [InlineData("tanh")]
    [InlineData("relu")]
    [InlineData("leaky-relu")]
    public void Exclusive_or_is_learned_in_a_hundred_epochs_of_rprop(string hidden)
    {
        var spec = new NetworkSpec(2, [new(3, Activation.Parse(hidden)), new(1, Activation.Tanh)], Loss.MeanSquaredError);
        var settings = new TrainingSettings { Epochs = 100, BatchSize = TrainingSettings.FullBatch, Optimizer = new Rprop { LearningRate = 0.1 } };
        Both.LearnsWithinTenStarts(spec, s_xor, settings, subject => subject.Loss(s_xor) < 0.001);
    }

    [Fact]
    public void Exclusive_or_is_learned_sample_by_sample()
    {
        var spec = new NetworkSpec(2, [new(3, Activation.Tanh), new(1, Activation.Tanh)], Loss.MeanSquaredError);
        var settings = new TrainingSettings { Epochs = 1000, BatchSize = 1, StopBelow = 0.01, Optimizer = new Sgd { LearningRate = 0.1 } };
        Both.LearnsWithinTenStarts(spec, s_xor, settings, subject => subject.Loss(s_xor) < 0.01);
    }
}
