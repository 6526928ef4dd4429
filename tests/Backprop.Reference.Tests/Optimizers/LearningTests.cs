namespace Backprop.Reference.Tests;

/// <summary>That all of it together learns.</summary>
public class LearningTests
{
    public static TheoryData<string> Optimizers => [.. Optimizer.All.Select(each => each.Name)];

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Every_optimizer_lowers_the_error_of_exclusive_or(string name)
    {
        for (var seed = 0; seed < 5; seed++)
        {
            var network = new Network<double>(new(2, [new(4, Activation.Tanh), new(1)]), seed);
            var before = network.ComputeLoss(WorkedExample.Xor);
            Training.Train(network, WorkedExample.Xor, new() { Epochs = 50, Optimizer = Optimizer.Parse(name) });
            Assert.True(network.ComputeLoss(WorkedExample.Xor) < before, $"seed {seed}");
        }
    }

    /// <summary>The original's demonstration, which took 49,000 to 168,000 epochs.</summary>
    [Theory]
    [InlineData("sigmoid")]
    [InlineData("tanh")]
    [InlineData("gelu")]
    public void Exclusive_or_is_learned_within_a_thousand_epochs(string hidden)
    {
        var spec = new NetworkSpec(2, [new(8, Activation.Parse(hidden)), new(1)]);
        var settings = new TrainingSettings { Epochs = 1000, StopBelow = 1e-4, Optimizer = new Adam { LearningRate = 0.05 } };
        var network = new Network<float>(spec, seed: 1);
        var samples = Samples<float>.FromRows([[1, 0], [1, 1], [0, 1], [0, 0]], [[1], [0], [1], [0]]);
        Assert.Equal(StopReason.StopBelow, Training.Train(network, samples, settings).Stopped);
        var y = network.Predict(new float[,] { { 1, 1, 0, 0 }, { 0, 1, 1, 0 } });
        Assert.Equal([1, 0, 1, 0], y.Cast<float>().Select(each => MathF.Round(each)));
    }
}
