using System.Numerics;

namespace Backprop.Tensors.Kernels;

/// <summary>1, −1, or 0 for ±0; a NaN stays one.</summary>
internal static class Sign<T>
    where T : IBinaryFloatingPointIeee754<T>
{
    public static V Of<V>(V x)
        where V : struct, ILanes<V, T>
    {
        var zero = V.Broadcast(T.Zero);
        var notAbove = V.WhereLess(x, zero, V.Broadcast(-T.One), V.WhereEqual(x, zero, zero, x));
        return V.WhereLess(zero, x, V.Broadcast(T.One), notAbove);
    }
}
