using System.Runtime.CompilerServices;

namespace Backprop.Tensors.Kernels;

internal static partial class Elementary
{
    /// <inheritdoc cref="Backprop.Elementary.Tanh"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D Tanh<D, T>(D x)
        where D : struct, ILanes<D, double>
    {
        var y = D.Broadcast(2) * D.Abs(x);
        y = D.AtMost(y, D.Broadcast(40));

        var rounded = RoundToPowerOfTwo(y);
        var (r, low) = Remainder<D, T>(y, rounded);
        var power = PowerOfTwo(rounded);
        var head = D.FusedMultiplyAdd(power, r, power - D.Broadcast(1));
        var tail = ExpTail<D, T>(r, low);
        var e = D.FusedMultiplyAdd(power, tail, head);
        var quotient = typeof(T) == typeof(float)
            ? e / (e + D.Broadcast(2))
            : TanhQuotient(e, D.FusedMultiplyAdd(power, tail, head - e));
        return D.CopySign(quotient, x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static D TanhQuotient<D>(D e, D low)
        where D : struct, ILanes<D, double>
    {
        var d = e + D.Broadcast(2);
        var dLow = (e - (d - D.Broadcast(2))) + low;
        var reciprocal = D.Broadcast(1) / d;
        var quotient = e * reciprocal;
        var rest = D.FusedMultiplyAdd(-quotient, d, e) + D.FusedMultiplyAdd(-quotient, dLow, low);
        return D.FusedMultiplyAdd(rest, reciprocal, quotient);
    }
}
