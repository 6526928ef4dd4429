using System.Numerics;
using Backprop.Tensors.Kernels;

namespace Backprop.Tensors;

/// <summary>The three products of a layer. Matrices are column-major, with one sample per column.</summary>
internal interface IProducts<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>z = w·x + b.</summary>
    /// <param name="w">[out × in].</param>
    /// <param name="b">[out], or empty.</param>
    /// <param name="x">[in × batch].</param>
    /// <param name="z">[out × batch], overwritten.</param>
    void Forward(in Operand<T> w, ReadOnlySpan<T> b, in Operand<T> x, Span<T> z);

    /// <summary>dw = δ·xᵀ.</summary>
    /// <param name="dz">δ [out × batch].</param>
    /// <param name="x">[in × batch].</param>
    /// <param name="dw">[out × in], overwritten.</param>
    void WeightGradient(in Operand<T> dz, in Operand<T> x, Span<T> dw);

    /// <summary>s = wᵀ·δ.</summary>
    /// <param name="w">[out × in].</param>
    /// <param name="dz">δ [out × batch].</param>
    /// <param name="s">dE/dx [in × batch], overwritten.</param>
    void InputGradient(in Operand<T> w, in Operand<T> dz, Span<T> s);
}
