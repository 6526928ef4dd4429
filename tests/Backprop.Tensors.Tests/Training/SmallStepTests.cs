using System.Numerics;
using Backprop.Tensors.Kernels;

namespace Backprop.Tensors.Tests.Training;

/// <summary>Steps of small networks, whose samples lie side by side, against the passes that all networks can go through.</summary>
public class SmallStepTests
{
    /// <summary>More and fewer samples in turns: what lies in the lanes of none is left from other batches.</summary>
    private static readonly int[] Batches = [16, 4, 33, 5, 7, 8, 33, 17];

    private static readonly NetworkSpec[] Specs =
    [
        new(1, [new(1)], Loss.MeanSquaredError),
        new(2, [new(2, Activation.Sigmoid), new(1)], Loss.HalfSquaredError),
        new(5, [new(17, Activation.Tanh, hasBias: false), new(3, Activation.Softmax)]),
        new(33, [new(1, Activation.Elu(0.5)), new(19, Activation.Gelu), new(9, Activation.Sigmoid)], Loss.BinaryCrossEntropy),
        new(3, [new(40, Activation.Relu), new(33, Activation.Silu, hasBias: false)], Loss.Huber(0.5)),
        new(7, [new(4, Activation.Softplus), new(5)], Loss.MeanAbsoluteError),
    ];

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Specs.Length)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Steps_of_batches_that_grow_and_shrink_equal_the_passes(int spec)
    {
        foreach (var width in Machine.Whole.Widths)
        {
            Compare<float>(Specs[spec], width);
            Compare<double>(Specs[spec], width);
        }
    }

    [Fact]
    public void A_step_whose_loss_is_not_finite_is_not_applied()
    {
        var network = new Network<float>(Specs[1]);
        network.Parameters.Bias(1)![0] = float.PositiveInfinity;
        var before = Flat(network);
        var (step, total) = (new TrainingStep<float>(network, new() { Optimizer = new Sgd() }), 0.0);
        Assert.False(step.Run(new(2, new float[8], 1, new float[4]), 0, 4, null, 0.1, ref total));
        Assert.Equal(before, Flat(network));
    }

    private static void Compare<T>(NetworkSpec spec, VectorWidth width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (small, smallTotal) = Train<T>(spec, width, goesSmall: true);
        var (other, otherTotal) = Train<T>(spec, width, goesSmall: false);
        Assert.Equal(otherTotal, smallTotal);
        Bits.Same<T>(other, small, $"parameters of {spec}");
    }

    private static (T[] Parameters, double Total) Train<T>(NetworkSpec spec, VectorWidth width, bool goesSmall)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var samples = new Problem(spec, Batches.Max(), 5).MakeSamples<T>(isWeighted: false);
        var network = new Network<T>(spec, seed: 3) { Kernels = Kernels<T>.At(width), GoesSmall = goesSmall };
        var (step, total) = (new TrainingStep<T>(network, new() { Optimizer = new Momentum() }), 0.0);
        foreach (var batch in Batches)
        {
            Assert.True(step.Run(samples, 0, batch, null, 0.01, ref total));
        }

        return (Flat(network), total);
    }

    private static T[] Flat<T>(Network<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var flat = new T[network.Parameters.Count];
        network.Parameters.CopyTo(flat);
        return flat;
    }
}
