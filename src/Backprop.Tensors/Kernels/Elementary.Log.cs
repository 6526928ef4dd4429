using System.Runtime.CompilerServices;
using static Backprop.Elementary;

namespace Backprop.Tensors.Kernels;

internal static partial class Elementary
{
    /// <inheritdoc cref="Backprop.Elementary.Log"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D Log<D, T>(D x)
        where D : struct, ILanes<D, double>
    {
        var normal = x;
        var bias = D.Broadcast(1023);
        if (typeof(T) != typeof(float))
        {
            var smallest = D.Broadcast(2.2250738585072014e-308);
            normal = D.WhereLess(x, smallest, x * D.Broadcast(18014398509481984.0), x); // 2⁵⁴
            bias = D.WhereLess(x, smallest, D.Broadcast(1023.0 + 54), bias);
        }

        var shifted = D.AddBits(normal, Bits<D>(BitsOfOne - BitsOfSqrtHalf));
        var f = D.AddBits(shifted & Bits<D>(FractionBits), Bits<D>(BitsOfSqrtHalf)) - D.Broadcast(1);
        var result = LogOfProduct<D, T>(BiasedExponent(shifted) - bias, f, D.Broadcast(0));

        result = D.WhereLess(x, D.Broadcast(double.PositiveInfinity), result, x);
        result = D.WhereLess(x, D.Broadcast(0), D.Broadcast(double.NaN), result);
        return D.WhereEqual(x, D.Broadcast(0), D.Broadcast(double.NegativeInfinity), result);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static D BiasedExponent<D>(D bits)
        where D : struct, ILanes<D, double> =>
        D.AddBits(D.ShiftRight(bits, ExponentShift), Bits<D>(BitsOfTwoTo52)) - D.Broadcast(4503599627370496.0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static D LogOfProduct<D, T>(D k, D f, D low)
        where D : struct, ILanes<D, double>
    {
        var s = f / (D.Broadcast(2) + f);
        var z = s * s;
        var rest = D.FusedMultiplyAdd(-z, Polynomial(z, z * z, ArtanhCoefficients<T>()), f);
        var correction = D.FusedMultiplyAdd(-s, rest, D.FusedMultiplyAdd(k, D.Broadcast(Ln2Low), low));
        return D.FusedMultiplyAdd(k, D.Broadcast(Ln2High), f + correction);
    }
}
