using System.Runtime.CompilerServices;
using static System.Math;

namespace Backprop;

public static partial class Elementary
{
    /// <summary>The bits of √½: a number's mantissa is taken from [√½, √2).</summary>
    internal const long BitsOfSqrtHalf = 0x3FE6_A09E_667F_3BCD;

    /// <summary>The bits of a double that hold its fraction.</summary>
    internal const long FractionBits = 0x000F_FFFF_FFFF_FFFF;

    /// <summary>The bits of 2⁵²: an integer put into its low bits is added to it.</summary>
    internal const long BitsOfTwoTo52 = 0x4330_0000_0000_0000;

    /// <summary>ln x.</summary>
    /// <remarks>
    /// <para>x = 2ᵏ·(1 + f) with 1 + f in [√½, √2); ln x = k·ln 2 + ln(1 + f).</para>
    /// <para>Error: 0.9 ulp in double (Log row of ElementaryFunctions), 0.501 ulp rounded to float (backprop verify --exhaustive).
    /// log(±0) = −∞, log(1) = +0, log(∞) = ∞, negative x give NaN, NaN stays NaN; subnormal x are as good as others.</para>
    /// </remarks>
    public static double Log<T>(double x) where T : System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        // A subnormal has no exponent to take, so it is first made normal.
        var subnormal = typeof(T) != typeof(float) && x < 2.2250738585072014e-308;
        var normal = subnormal ? x * 18014398509481984.0 : x; // 2⁵⁴
        var bias = subnormal ? 1023.0 + 54 : 1023.0;

        var shifted = BitConverter.DoubleToInt64Bits(normal) + (BitsOfOne - BitsOfSqrtHalf);
        var f = BitConverter.Int64BitsToDouble((shifted & FractionBits) + BitsOfSqrtHalf) - 1;
        var result = LogOfProduct<T>(BiasedExponent(shifted) - bias, f, 0);

        result = x < double.PositiveInfinity ? result : x;
        result = x < 0 ? double.NaN : result;
        return x == 0 ? double.NegativeInfinity : result;
    }

    /// <summary>The exponent's field as a number: the subtraction takes 2⁵² away again.</summary>
    private static double BiasedExponent(long bits) =>
        BitConverter.Int64BitsToDouble((bits >>> ExponentShift) + BitsOfTwoTo52) - 4503599627370496.0;

    /// <summary>
    /// k·ln 2 + ln(1 + f + low), low being below the last place of f. With s = f/(2 + f), ln(1 + f) = 2·artanh s = 2s + s·R(s²) = f − s·(f − R(s²)).
    /// The last form leaves f as it is, exact, and needs s to few bits only: s·(f − R) is small beside f.
    /// </summary>
    /// <remarks>Method: FreeBSD's e_log.c (1993), whose R has coefficients of its own.</remarks>
    private static double LogOfProduct<T>(double k, double f, double low)
    {
        var s = f / (2 + f);
        var z = s * s;
        var rest = FusedMultiplyAdd(-z, Polynomial(z, z * z, ArtanhCoefficients<T>()), f);
        var correction = FusedMultiplyAdd(-s, rest, FusedMultiplyAdd(k, Ln2Low, low));
        return FusedMultiplyAdd(k, Ln2High, f + correction);
    }

    /// <summary>
    /// R(z)/z = (2·artanh(√z) − 2√z)/(z√z) = 2/3 + 2z/5 + 2z²/7 + … for √z ≤ 3 − 2√2.
    /// Minimax for the error relative to the logarithm: 2⁻³⁷ with four coefficients, 2⁻⁶⁶ with eight.
    /// Fitted with Remez' algorithm, the lowest coefficients rounded first.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // The lanes' polynomials unroll where the list is known.
    internal static ReadOnlySpan<double> ArtanhCoefficients<T>() => typeof(T) == typeof(float)
        ?
        [
            0.6666666564481709,
            0.4000033534633049,
            0.2853729738985961,
            0.23582385661127567,
        ]
        :
        [
            0.6666666666666666,
            0.40000000000004926,
            0.28571428569409835,
            0.22222222607218733,
            0.18181778332557946,
            0.1538698991854268,
            0.13252123278945618,
            0.13235004650531823,
        ];
}
