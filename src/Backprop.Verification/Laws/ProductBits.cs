using System.Numerics;
using Backprop.Reference;
using Backprop.Tensors;
using Backprop.Tensors.Kernels;

namespace Backprop.Verification;

internal static class ProductBits
{
    public static Law Law { get; } = new Law<LayerProblem>(
        "product-bits",
        "W·X + b, δ·Xᵀ and Wᵀ·δ have the bits of three plain loops at every width and number of threads",
        "every number that a network computes: all pass through these products",
        LayerProblem.Layers(),
        Check);

    public static void Check(LayerProblem layer, Machine machine)
    {
        Check<float>(layer, machine);
        Check<double>(layer, machine);
    }

    private static void Check<T>(LayerProblem l, Machine machine)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var w = Values.Of<T>(l.Outputs * l.Inputs, l.Seed);
        var b = l.HasBias ? Values.Of<T>(l.Outputs, l.Seed + 1) : [];
        var x = Values.Of<T>(l.Inputs * l.Batch, l.Seed + 2);
        var dz = Values.Of<T>(l.Outputs * l.Batch, l.Seed + 3);
        var (rz, rdw, rs) = (new T[l.Outputs, l.Batch], new T[l.Outputs, l.Inputs], new T[l.Inputs, l.Batch]);
        var (rw, rx, rdz) = (Columns.Of<T>(w, l.Outputs), Columns.Of<T>(x, l.Inputs), Columns.Of<T>(dz, l.Outputs));
        Products.Forward(rw, l.HasBias ? Columns.Of<T>(b, l.Outputs) : null, rx, rz);
        Products.WeightGradient(rdz, rx, rdw);
        Products.InputGradient(rw, rdz, rs);
        foreach (var width in machine.Widths)
        {
            foreach (var threads in machine.Threads)
            {
                var products = new SimdProducts<T>(Kernels<T>.At(width), threads);
                var (z, dw, s) = (new T[l.Outputs * l.Batch], new T[l.Outputs * l.Inputs], new T[l.Inputs * l.Batch]);
                products.Forward(Operand<T>.Of(w, l.Outputs), b, Operand<T>.Of(x, l.Inputs), z);
                products.WeightGradient(Operand<T>.Of(dz, l.Outputs), Operand<T>.Of(x, l.Inputs), dw);
                products.InputGradient(Operand<T>.Of(w, l.Outputs), Operand<T>.Of(dz, l.Outputs), s);
                Bits.Same<T>(Values.Flat(rz), z, $"W·X + b at {width}, threads {threads}");
                Bits.Same<T>(Values.Flat(rdw), dw, $"δ·Xᵀ at {width}, threads {threads}");
                Bits.Same<T>(Values.Flat(rs), s, $"Wᵀ·δ at {width}, threads {threads}");
            }
        }
    }
}
