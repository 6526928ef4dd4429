using System.Numerics;
using Backprop.Reference;
using Backprop.Tensors.Kernels;

namespace Backprop.Verification;

/// <summary>A weight gradient that moves the weights while it is computed, beside one that is computed first.</summary>
internal static class MovedWeights
{
    public static Law Law { get; } = new Law<LayerProblem>(
        "moved-weights",
        "weights and states moved by δ·Xᵀ while it is computed have the bits of those that are moved by it element by element, at every width and number of threads",
        "that nobody can tell whether a gradient was kept",
        LayerProblem.Layers(),
        (layer, machine) =>
        {
            Check<float>(layer, machine);
            Check<double>(layer, machine);
        });

    /// <summary>No state, one, or two and a division.</summary>
    private static void Check<T>(LayerProblem layer, Machine machine)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (small, half, tenth) = (T.CreateChecked(0.01), T.CreateChecked(0.5), T.CreateChecked(0.1));
        switch (layer.Seed % 3)
        {
            case 0:
                Check<T, SgdRecurrence<T>>(layer, machine, new(small));
                break;
            case 1:
                Check<T, MomentumRecurrence<T>>(layer, machine, new(small, half));
                break;
            default:
                Check<T, AdamRecurrence<T>>(layer, machine, new(half, half, T.One - tenth, tenth, small, small, T.One));
                break;
        }
    }

    private static void Check<T, R>(LayerProblem l, Machine machine, R recurrence)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where R : struct, IRecurrence<T>
    {
        var x = Values.Of<T>(l.Inputs * l.Batch, l.Seed);
        var dz = Values.Of<T>(l.Outputs * l.Batch, l.Seed + 1);
        var gradient = new T[l.Outputs, l.Inputs];
        Products.WeightGradient(Columns.Of<T>(dz, l.Outputs), Columns.Of<T>(x, l.Inputs), gradient);
        var expected = new Weights<T>(l, R.States);
        Updater(VectorWidth.Scalar).Run(Values.Flat(gradient), expected.First, expected.Second, expected.W, 1);
        foreach (var width in machine.Widths)
        {
            foreach (var threads in machine.Threads)
            {
                var actual = new Weights<T>(l, R.States);
                Updater(width).Run(Operand<T>.Of(dz, l.Outputs), Operand<T>.Of(x, l.Inputs), actual.First, actual.Second, actual.W, default, threads);
                var where = $"by {typeof(R).Name} at {width}, threads {threads}";
                Bits.Same<T>(expected.W, actual.W, $"weights {where}");
                Bits.Same<T>(expected.First, actual.First, $"first states {where}");
                Bits.Same<T>(expected.Second, actual.Second, $"second states {where}");
            }
        }

        Updater<T, R> Updater(VectorWidth width)
        {
            var updater = Kernels<T>.At(width).Updater<R>();
            updater.Recurrence = recurrence;
            return updater;
        }
    }

    /// <summary>The weights of a layer and their states before the step; second ones are squares.</summary>
    private sealed class Weights<T>(LayerProblem l, int states)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public T[] W { get; } = Values.Of<T>(l.Outputs * l.Inputs, l.Seed + 2);

        public T[] First { get; } = states > 0 ? Values.Of<T>(l.Outputs * l.Inputs, l.Seed + 3) : [];

        public T[] Second { get; } = states > 1 ? [.. Values.Of<T>(l.Outputs * l.Inputs, l.Seed + 4).Select(value => value * value)] : [];
    }
}
