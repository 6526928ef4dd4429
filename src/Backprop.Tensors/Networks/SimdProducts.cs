using System.Numerics;
using Backprop.Tensors.Kernels;

namespace Backprop.Tensors;

/// <summary>The three products by our own kernels.</summary>
internal sealed class SimdProducts<T>(Kernels<T> kernels, int threads) : IProducts<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Rows of a tile of floats at 512 bits; the others have a half, a quarter, or an eighth of them.</summary>
    private const int TallestTile = 32;

    /// <summary>Samples that are turned at a time, a multiple of that: memory for all of them would grow with the batch.</summary>
    private const int Together = 256;

    /// <summary>
    /// Samples of which turning pays at most: more, packed, are larger than a block of A, and W is read once for each block. Where
    /// second-level caches are large any number is turned, which was measured to pay for 256.
    /// </summary>
    private static int MostTurned => Cache.IsLarge ? int.MaxValue : 128;

    public void Forward(in Operand<T> w, ReadOnlySpan<T> b, in Operand<T> x, Span<T> z) =>
        kernels.Product(w, x, Destination<T>.Overwrite(z, w.Rows, b), threads);

    public void WeightGradient(in Operand<T> dz, in Operand<T> x, Span<T> dw) =>
        kernels.Product(dz, x.Transpose, Destination<T>.Overwrite(dw, dz.Rows), threads);

    /// <summary>
    /// S = WᵀdZ or, with the same sums, turned: then dZ is packed and not W, which is read once where it lies. That pays where W has
    /// more elements than dZ and S have together, if the samples fill tiles and are not too many.
    /// </summary>
    public void InputGradient(in Operand<T> w, in Operand<T> dz, Span<T> s)
    {
        var (inputs, samples) = (w.Columns, dz.Columns);
        if (samples % TallestTile != 0 || samples > MostTurned || (long)(w.Rows + inputs) * samples > (long)w.Rows * inputs)
        {
            kernels.Product(w.Transpose, dz, Destination<T>.Overwrite(s, inputs), threads);
            return;
        }

        InputGradientTurned(w, dz, s);
    }

    /// <summary>S = (dZᵀW)ᵀ.</summary>
    private void InputGradientTurned(in Operand<T> w, in Operand<T> dz, Span<T> s)
    {
        var (inputs, samples) = (w.Columns, dz.Columns);
        for (var n = 0; n < samples; n += Together)
        {
            var count = Math.Min(Together, samples - n);
            var turned = Scratch<T>.Turned(count * inputs);
            kernels.Product(dz.SomeColumns(n, count).Transpose, w, Destination<T>.Overwrite(turned, count), threads);
            Transposition<T>.Run(turned, count, inputs, s.Slice(n * inputs, count * inputs), inputs);
        }
    }
}
