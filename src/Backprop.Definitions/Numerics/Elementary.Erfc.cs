using System.Runtime.CompilerServices;
using static System.Math;

namespace Backprop;

public static partial class Elementary
{
    /// <summary>Halfway (t = ½) of erfc's variable t = 3/(|x| + 3); of the values tried it needs the fewest coefficients.</summary>
    internal const double ErfcMidpoint = 3;

    /// <summary>Where erfc's polynomial is centered: its terms are small here for t near 0 and t near 1 alike.</summary>
    internal const double ErfcCenter = 0.125;

    /// <summary>erfc x = 1 − erf x = 2/√π · ∫ₓ^∞ e^(−t²) dt, with full relative accuracy where it is tiny.</summary>
    /// <remarks>
    /// <para>With y = |x| and t = 3/(y + 3): erfc y = e^(−y²)·t·A(t − ⅛) with one polynomial A; erfc(−y) = 2 − erfc y.</para>
    /// <para>Error: 1.9 ulp in double (Erfc row of ElementaryFunctions), 0.55 ulp rounded to float (backprop verify --exhaustive).
    /// erfc(±0) = 1, erfc(−∞) = 2, erfc(∞) = 0, NaN stays NaN; subnormal results are rounded once.</para>
    /// <para>Method: after M. M. Shepherd and J. G. Laframboise, Chebyshev approximation of (1 + 2x)·exp(x²)·erfc x
    /// in 0 ≤ x &lt; ∞, Mathematics of Computation 36 (1981), with t in place of 1/(1 + 2x) so that one division does.</para>
    /// </remarks>
    public static double Erfc<T>(double x) where T : System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        // erfc 27.3 is below the smallest double.
        var y = Abs(x);
        y = y > 28 ? 28 : y;

        var d = y + ErfcMidpoint;
        var t = ErfcMidpoint / d;
        var u = t - ErfcCenter;
        var a = Polynomial(u, u * u, ErfcCoefficients<T>());
        var square = y * y;
        var result = typeof(T) == typeof(float)
            ? Exp<T>(-square) * (t * a)
            : ExpTimes(-square, -FusedMultiplyAdd(y, y, -square), t * a, ErfcLow(y, d, t, u, a));
        return x < 0 ? 2 - result : result;
    }

    /// <summary>
    /// What t·a lacks: the rounding of the product itself, those of u² and of the polynomial's last two steps, and what the
    /// roundings of d and t have moved.
    /// </summary>
    private static double ErfcLow(double y, double d, double t, double u, double a)
    {
        var c = ErfcCoefficients<double>();
        var pair = FusedMultiplyAdd(c[1], u, c[0]);
        var uu = u * u;
        var rest = Polynomial(u, uu, c[2..]);
        var aLow = FusedMultiplyAdd(rest, uu, pair - a) + FusedMultiplyAdd(c[1], u, c[0] - pair);
        aLow = FusedMultiplyAdd(rest, FusedMultiplyAdd(u, u, -uu), aLow);
        // The exact t is t·(1 + error/3).
        var error = FusedMultiplyAdd(-t, y - (d - ErfcMidpoint), FusedMultiplyAdd(-t, d, ErfcMidpoint));
        // The logarithmic derivative of t·A(t) by ln t, to two digits.
        var slope = FusedMultiplyAdd(t, FusedMultiplyAdd(t, 1.4, 1), 1);
        var g = t * a;
        return FusedMultiplyAdd(g, error * slope * (1.0 / 3), FusedMultiplyAdd(t, aLow, FusedMultiplyAdd(t, a, -g)));
    }

    /// <summary>e^(x + xLow)·(g + gLow), rounded once but for the polynomial's own errors; x is −1000 to 700.</summary>
    private static double ExpTimes(double x, double xLow, double g, double gLow)
    {
        var rounded = RoundToPowerOfTwo(x);
        var k = rounded - IntegerInLowBits;
        var exact = FusedMultiplyAdd(-k, Ln2High, x);
        var small = FusedMultiplyAdd(-k, Ln2Low, xLow);
        var r = exact + small;
        var q = r + ExpTail<double>(r, (exact - r) + small);
        var p = FusedMultiplyAdd(g, q, g);
        var pLow = FusedMultiplyAdd(g, q, g - p) + FusedMultiplyAdd(gLow, q, gLow);
        return Scale<double>(p + pLow, rounded);
    }

    /// <summary>
    /// A(u) = exp(y²)·erfc(y)/t with t = u + ⅛, y = 3/t − 3: minimax for the relative error over the y whose result
    /// is above the least subnormal: 2⁻²⁸·⁶ with ten coefficients, 2⁻⁵⁸ with twenty-four. Fitted with Remez' algorithm.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // The lanes' polynomials unroll where the list is known.
    internal static ReadOnlySpan<double> ErfcCoefficients<T>() => typeof(T) == typeof(float)
        ?
        [
            0.21468584350774567,
            0.24095533984474898,
            0.24992532969654074,
            0.24077206267965612,
            0.1800062404051543,
            0.21494937418389432,
            -0.08600727524559634,
            0.2700150895246314,
            -0.2268213104055158,
            0.05510762963936343,
        ]
        :
        [
            0.21468650526918365,
            0.24093012585686546,
            0.2503304745794649,
            0.237151779852406,
            0.1999766854752076,
            0.14375486657260161,
            0.07988505839121274,
            0.02335658668009283,
            -0.01274026702138697,
            -0.023057780373528233,
            -0.013964345261232233,
            0.005672441845415967,
            -0.0016850950956047983,
            0.04977156786306933,
            -0.11203113661543675,
            0.20504801000708645,
            -0.31982405659044666,
            0.34459203198892857,
            -0.2292669899835527,
            0.07577799312606426,
            0.006974529741309053,
            -0.017471466452671204,
            0.0066262081582289046,
            -0.0009068401467892196,
        ];
}
