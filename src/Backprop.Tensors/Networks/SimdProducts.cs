using System.Numerics;
using Backprop.Tensors.Kernels;

namespace Backprop.Tensors;

/// <summary>The three products by our own kernels.</summary>
internal sealed class SimdProducts<T>(Kernels<T> kernels, int threads) : IProducts<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public void Forward(in Operand<T> w, ReadOnlySpan<T> b, in Operand<T> x, Span<T> z) =>
        kernels.Product(w, x, Destination<T>.Overwrite(z, w.Rows, b), threads);

    public void WeightGradient(in Operand<T> dz, in Operand<T> x, Span<T> dw) =>
        kernels.Product(dz, x.Transpose, Destination<T>.Overwrite(dw, dz.Rows), threads);

    public void InputGradient(in Operand<T> w, in Operand<T> dz, Span<T> s) =>
        kernels.Product(w.Transpose, dz, Destination<T>.Overwrite(s, w.Columns), threads);
}
