using System.Runtime.CompilerServices;

namespace Backprop.Tensors.Kernels;

internal static partial class Elementary
{
    /// <inheritdoc cref="Backprop.Elementary.Expm1"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D Expm1<D, T>(D x)
        where D : struct, ILanes<D, double>
    {
        var y = D.AtLeast(x, D.Broadcast(-50));
        y = D.AtMost(y, D.Broadcast(710));

        var rounded = RoundToPowerOfTwo(y);
        var (r, low) = Remainder<D, T>(y, rounded);
        var half = PowerOfTwo(D.SubtractBits(rounded, Bits<D>(1)));
        var head = D.FusedMultiplyAdd(half, r, half - D.Broadcast(0.5));
        var result = D.Broadcast(2) * D.FusedMultiplyAdd(half, ExpTail<D, T>(r, low), head);
        return D.WhereLess(D.Abs(x), D.Broadcast(5.551115123125783e-17), x, result);
    }
}
