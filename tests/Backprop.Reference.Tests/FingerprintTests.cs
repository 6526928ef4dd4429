namespace Backprop.Reference.Tests;

/// <summary>
/// The bits that a run ends with, folded into one number: identical means the same bits, on every processor and from one
/// version to the next. A change here is a change of the numeric contract and belongs in the changelog. No exp or its like
/// takes part: how those are rounded has tests of its own.
/// </summary>
public class FingerprintTests
{
    [Theory]
    [InlineData("sgd", 0x4842186bf4d2d007, 0xecc5bbcd2eff6760)]
    [InlineData("momentum", 0xcfc239f874d2d007, 0x0ef98525c454c010)]
    [InlineData("nesterov", 0xbf0e912534d2d007, 0x5376bafbe76d2d0a)]
    [InlineData("rmsprop", 0xe0dbdfd1f4d2d007, 0xc1ae97c99ebb0319)]
    [InlineData("adagrad", 0x518aa02ef4d2d007, 0xe9e2121a28369cf1)]
    [InlineData("adam", 0x8f5195afd4d2d007, 0xa1e1607dddb9ce92)]
    [InlineData("adamw", 0xc0917f0b14d2d007, 0x40b54941c928879f)]
    [InlineData("rprop", 0xe59bcd1c54d2d007, 0xa44b721158be57b2)]
    public void A_run_ends_with_the_same_bits_everywhere(string name, ulong ofFloats, ulong ofDoubles) =>
        Assert.Equal((ofFloats, ofDoubles), (Fold(Trained<float>(name)), Fold(Trained<double>(name))));

    private static Network<T> Trained<T>(string name)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var problem = new Problem(new(5, [new(7, Activation.Relu), new(6, Activation.LeakyRelu(0.1)), new(3)], Loss.Huber(0.5)), 13, 1);
        var settings = new TrainingSettings
        {
            Epochs = 5,
            BatchSize = name == "rprop" ? TrainingSettings.FullBatch : 4,
            Optimizer = Optimizer.Parse(name),
            Schedule = new InverseTimeDecay { Decay = 0.1 },
            L1 = 0.001,
            L2 = 0.01,
            Dropout = 0.2,
            ClipValue = 0.5,
            ClipNorm = 0.3,
            Seed = 7,
        };
        var network = problem.MakeNetwork<T>();
        Training.Train(network, problem.MakeSamples<T>(isWeighted: true), settings);
        return network;
    }

    /// <summary>FNV-1a over the parameters as doubles' bits; widening a float keeps its bits apart.</summary>
    private static ulong Fold<T>(Network<T> network)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> =>
        network.Parameters.SelectMany(p => p.Value.Cast<T>()).Aggregate(
            0xcbf29ce484222325, (hash, w) => (hash ^ BitConverter.DoubleToUInt64Bits(double.CreateChecked(w))) * 0x100000001b3);
}
