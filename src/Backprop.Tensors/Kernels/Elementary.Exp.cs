using System.Runtime.CompilerServices;
using static Backprop.Elementary;

namespace Backprop.Tensors.Kernels;

internal static partial class Elementary
{
    /// <inheritdoc cref="Backprop.Elementary.Exp"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D Exp<D, T>(D x)
        where D : struct, ILanes<D, double> =>
        BoundedExp<D, T>(D.AtMost(D.AtLeast(x, Lowest<D, T>()), D.Broadcast(typeof(T) == typeof(float) ? 709.782712893384 : 710)));

    /// <summary>exp(−|x|), with the same bits: what is not above 0 needs no bound above.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D ExpOfMinusAbs<D, T>(D x)
        where D : struct, ILanes<D, double> =>
        BoundedExp<D, T>(D.AtLeast(x | D.Broadcast(-0.0), Lowest<D, T>()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static D Lowest<D, T>()
        where D : struct, ILanes<D, double> => D.Broadcast(typeof(T) == typeof(float) ? -709.0895657128241 : -746);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static D BoundedExp<D, T>(D x)
        where D : struct, ILanes<D, double>
    {
        var rounded = RoundToPowerOfTwo(x);
        var (r, low) = Remainder<D, T>(x, rounded);
        return Scale<D, T>(typeof(T) == typeof(float) ? ShortExp(r) : D.Broadcast(1) + (r + ExpTail<D, T>(r, low)), rounded);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static D ShortExp<D>(D r)
        where D : struct, ILanes<D, double>
    {
        var h = ExpTailCoefficients<float>();
        var rr = r * r;
        var low = D.FusedMultiplyAdd(D.FusedMultiplyAdd(D.Broadcast(h[1]), r, D.Broadcast(h[0])), rr, D.Broadcast(1) + r);
        var high = D.FusedMultiplyAdd(D.FusedMultiplyAdd(D.Broadcast(h[5]), r, D.Broadcast(h[4])), rr, D.FusedMultiplyAdd(D.Broadcast(h[3]), r, D.Broadcast(h[2])));
        return D.FusedMultiplyAdd(rr * rr, high, low);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static D RoundToPowerOfTwo<D>(D x)
        where D : struct, ILanes<D, double> =>
        D.FusedMultiplyAdd(x, D.Broadcast(Log2Of_e), D.Broadcast(IntegerInLowBits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (D r, D low) Remainder<D, T>(D x, D rounded)
        where D : struct, ILanes<D, double>
    {
        var k = rounded - D.Broadcast(IntegerInLowBits);
        if (typeof(T) == typeof(float)) return (D.FusedMultiplyAdd(k, D.Broadcast(-Ln2), x), D.Broadcast(0));

        var exact = D.FusedMultiplyAdd(k, D.Broadcast(-Ln2High), x);
        var r = D.FusedMultiplyAdd(k, D.Broadcast(-Ln2Low), exact);
        return (r, D.FusedMultiplyAdd(k, D.Broadcast(-Ln2Low), exact - r));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static D ExpTail<D, T>(D r, D low)
        where D : struct, ILanes<D, double>
    {
        var rr = r * r;
        return D.FusedMultiplyAdd(rr, Polynomial(r, rr, ExpTailCoefficients<T>()), low);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static D Scale<D, T>(D p, D rounded)
        where D : struct, ILanes<D, double>
    {
        if (typeof(T) == typeof(float)) return p * PowerOfTwo(rounded);

        var half = D.ShiftRight(rounded, 1);
        return p * PowerOfTwo(half) * PowerOfTwo(D.SubtractBits(rounded, half));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static D PowerOfTwo<D>(D k)
        where D : struct, ILanes<D, double> =>
        D.AddBits(D.ShiftLeft(k, ExponentShift), Bits<D>(BitsOfOne));
}
