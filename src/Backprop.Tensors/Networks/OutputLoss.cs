using System.Numerics;

namespace Backprop.Tensors;

/// <summary>A loss of one's own, by its value and gradient.</summary>
/// <param name="outputs">a [outputs × samples], one sample after the other.</param>
/// <param name="gradient">Receives dE/da in the same places; all 0 before.</param>
/// <returns>E.</returns>
/// <example><c>(a, s) => { a.CopyTo(s); return 0.5 * TensorPrimitives.SumOfSquares(a); }</c></example>
public delegate double OutputLoss<T>(ReadOnlySpan<T> outputs, Span<T> gradient)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;
