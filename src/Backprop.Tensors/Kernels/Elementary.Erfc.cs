using System.Runtime.CompilerServices;
using static Backprop.Elementary;

namespace Backprop.Tensors.Kernels;

internal static partial class Elementary
{
    /// <inheritdoc cref="Backprop.Elementary.Erfc"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D Erfc<D, T>(D x)
        where D : struct, ILanes<D, double>
    {
        var y = D.Abs(x);
        y = D.AtMost(y, D.Broadcast(28));

        var d = y + D.Broadcast(ErfcMidpoint);
        var t = D.Broadcast(ErfcMidpoint) / d;
        var u = t - D.Broadcast(ErfcCenter);
        var a = Polynomial(u, u * u, ErfcCoefficients<T>());
        var square = y * y;
        var result = typeof(T) == typeof(float)
            ? Exp<D, T>(-square) * (t * a)
            : ExpTimes(-square, -D.FusedMultiplyAdd(y, y, -square), t * a, ErfcLow(y, d, t, u, a));
        return D.WhereLess(x, D.Broadcast(0), D.Broadcast(2) - result, result);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static D ErfcLow<D>(D y, D d, D t, D u, D a)
        where D : struct, ILanes<D, double>
    {
        var c = ErfcCoefficients<double>();
        var pair = D.FusedMultiplyAdd(D.Broadcast(c[1]), u, D.Broadcast(c[0]));
        var uu = u * u;
        var rest = Polynomial(u, uu, c[2..]);
        var aLow = D.FusedMultiplyAdd(rest, uu, pair - a)
            + D.FusedMultiplyAdd(D.Broadcast(c[1]), u, D.Broadcast(c[0]) - pair);
        aLow = D.FusedMultiplyAdd(rest, D.FusedMultiplyAdd(u, u, -uu), aLow);
        var error = D.FusedMultiplyAdd(-t, y - (d - D.Broadcast(ErfcMidpoint)), D.FusedMultiplyAdd(-t, d, D.Broadcast(ErfcMidpoint)));
        var slope = D.FusedMultiplyAdd(t, D.FusedMultiplyAdd(t, D.Broadcast(1.4), D.Broadcast(1)), D.Broadcast(1));
        var g = t * a;
        return D.FusedMultiplyAdd(
            g, error * slope * D.Broadcast(1.0 / 3), D.FusedMultiplyAdd(t, aLow, D.FusedMultiplyAdd(t, a, -g)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static D ExpTimes<D>(D x, D xLow, D g, D gLow)
        where D : struct, ILanes<D, double>
    {
        var rounded = RoundToPowerOfTwo(x);
        var k = rounded - D.Broadcast(IntegerInLowBits);
        var exact = D.FusedMultiplyAdd(k, D.Broadcast(-Ln2High), x);
        var small = D.FusedMultiplyAdd(k, D.Broadcast(-Ln2Low), xLow);
        var r = exact + small;
        var q = r + ExpTail<D, double>(r, (exact - r) + small);
        var p = D.FusedMultiplyAdd(g, q, g);
        var pLow = D.FusedMultiplyAdd(g, q, g - p) + D.FusedMultiplyAdd(gLow, q, gLow);
        return Scale<D, double>(p + pLow, rounded);
    }
}
