using System.Runtime.CompilerServices;
using static System.Math;

namespace Backprop;

public static partial class Elementary
{
    /// <summary>eˣ.</summary>
    /// <remarks>
    /// <para>x = k·ln 2 + r with integer k, |r| ≤ ½·ln 2; eˣ = 2ᵏ·(1 + (r + r²·h(r))) with a polynomial h.</para>
    /// <para>Error: 0.9 ulp in double (Exp row of ElementaryFunctions), 0.502 ulp rounded to float (backprop verify --exhaustive).
    /// exp(±0) = 1, exp(−∞) = 0, exp(∞) = ∞, NaN stays NaN; subnormal results are rounded once.</para>
    /// <para>For <see cref="float"/> results below 2⁻¹⁰²² are 0 and above 2¹⁰²³ ∞ or nearly so: both far outside of float.</para>
    /// <para>Method: the reduction is Cody and Waite's (Software Manual for the Elementary Functions, 1980, ch. 6).</para>
    /// </remarks>
    public static double Exp<T>(double x) where T : System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        // At the ends of these ranges the scaling gives 0 and ∞ by itself; NaN fails both comparisons and stays.
        var (lowest, highest) = typeof(T) == typeof(float)
            ? (-709.0895657128241, 709.782712893384)
            : (-746.0, 710.0);
        x = x < lowest ? lowest : x;
        x = x > highest ? highest : x;

        var rounded = RoundToPowerOfTwo(x);
        var (r, low) = Remainder<T>(x, rounded);
        return Scale<T>(typeof(T) == typeof(float) ? ShortExp(r) : 1 + (r + ExpTail<T>(r, low)), rounded);
    }

    /// <summary>1 + r + r²·h(r) for float: terms are added in pairs, so that few have to wait for others.</summary>
    private static double ShortExp(double r)
    {
        var h = ExpTailCoefficients<float>();
        var rr = r * r;
        var low = FusedMultiplyAdd(FusedMultiplyAdd(h[1], r, h[0]), rr, 1 + r);
        var high = FusedMultiplyAdd(FusedMultiplyAdd(h[5], r, h[4]), rr, FusedMultiplyAdd(h[3], r, h[2]));
        return FusedMultiplyAdd(rr * rr, high, low);
    }

    /// <summary>k = x/ln 2 rounded to an integer, as 1.5·2⁵² + k.</summary>
    private static double RoundToPowerOfTwo(double x) => FusedMultiplyAdd(x, Log2Of_e, IntegerInLowBits);

    /// <summary>r = x − k·ln 2. In double in two steps, of which the first is exact and low is what the second lost.</summary>
    private static (double r, double low) Remainder<T>(double x, double rounded)
    {
        var k = rounded - IntegerInLowBits;
        if (typeof(T) == typeof(float)) return (FusedMultiplyAdd(-k, Ln2, x), 0);

        var exact = FusedMultiplyAdd(-k, Ln2High, x);
        var r = FusedMultiplyAdd(-k, Ln2Low, exact);
        return (r, FusedMultiplyAdd(-k, Ln2Low, exact - r));
    }

    /// <summary>eʳ⁺ˡᵒʷ − 1 − r = r²·h(r) + low for |r| ≤ ½·ln 2.</summary>
    private static double ExpTail<T>(double r, double low)
    {
        var rr = r * r;
        return FusedMultiplyAdd(rr, Polynomial(r, rr, ExpTailCoefficients<T>()), low);
    }

    /// <summary>
    /// h(r) = (eʳ − 1 − r)/r² for |r| ≤ ½·ln 2: minimax for the error relative to eʳ − 1: 2⁻³² with six coefficients, 2⁻⁶⁵ with twelve.
    /// Fitted with Remez' algorithm, the lowest coefficients rounded first.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // The lanes' polynomials unroll where the list is known.
    internal static ReadOnlySpan<double> ExpTailCoefficients<T>() => typeof(T) == typeof(float)
        ?
        [
            0.500000005302979,
            0.16666666902293692,
            0.04166632701227237,
            0.008333219984288034,
            0.0013943208564651055,
            0.00019962202538988642,
        ]
        :
        [
            0.5,
            0.16666666666666666,
            0.0416666666666667,
            0.008333333333334523,
            0.0013888888888864115,
            0.00019841269836501832,
            2.4801587369315836e-05,
            2.7557327421694533e-06,
            2.755723381309081e-07,
            2.5045758902557354e-08,
            2.0927443503420463e-09,
            1.7889999160247485e-10,
        ];

    /// <summary>
    /// p·2ᵏ for k of <see cref="RoundToPowerOfTwo"/>. In double it takes two steps, for 2ᵏ itself may lie outside of
    /// the range of double while p·2ᵏ does not; only the second step rounds. For float k is −1023 to 1024, where the
    /// exponent's bits happen to mean 0 and ∞.
    /// </summary>
    private static double Scale<T>(double p, double rounded)
    {
        var k = BitConverter.DoubleToInt64Bits(rounded);
        if (typeof(T) == typeof(float)) return p * PowerOfTwo(k);

        var half = k >>> 1;
        return p * PowerOfTwo(half) * PowerOfTwo(k - half);
    }

    /// <summary>2ᵏ, k in the low 12 bits, −1022 to 1023; the bits above are shifted out.</summary>
    private static double PowerOfTwo(long k) => BitConverter.Int64BitsToDouble((k << ExponentShift) + BitsOfOne);
}
