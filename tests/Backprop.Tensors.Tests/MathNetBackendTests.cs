namespace Backprop.Tensors.Tests;

/// <summary>The MathNet backend under a whole network; its products are a law.</summary>
public class MathNetBackendTests
{
    [Fact]
    public void A_network_trains_on_it()
    {
        var xor = Samples<double>.FromRows([[0, 0], [0, 1], [1, 0], [1, 1]], [[0], [1], [1], [0]]);
        var network = new Network<double>(new NetworkSpec(2, [new(4, Activation.Tanh), new(1)]), 1) { Backend = Backend.MathNet };
        var result = new Trainer<double>(network, new() { Epochs = 2000, StopBelow = 1e-4, Optimizer = new Adam { LearningRate = 0.05 } }).Fit(xor);
        Assert.Equal(StopReason.StopBelow, result.Stopped);
    }
}
