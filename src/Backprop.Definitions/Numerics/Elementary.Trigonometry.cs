using static System.Math;

namespace Backprop;

public static partial class Elementary
{
    /// <summary>sin x.</summary>
    /// <remarks>
    /// <para>x = n·π/2 + r with |r| ≤ π/4 (<see cref="QuarterTurns"/>); n mod 4 says which of ±sin r, ±cos r it is.</para>
    /// <para>Error: 0.8 ulp over the whole range of double (Sin row of ElementaryFunctions).
    /// sin(±0) = ±0, subnormals give themselves; ±∞ and NaN give NaN. Scalars only.</para>
    /// </remarks>
    public static double Sin(double x)
    {
        // The sign of zero and the bits of subnormals would not survive the sums below.
        if (Abs(x) < 7.450580596923828e-09) return x;
        var (n, r, low) = QuarterTurns.Split(x);
        var value = (n & 1) == 0 ? SinOfRemainder(r, low) : CosOfRemainder(r, low);
        return (n & 2) == 0 ? value : -value;
    }

    /// <summary>cos x.</summary>
    /// <remarks>
    /// <para>As <see cref="Sin"/>, a quarter turn ahead. Error: 0.8 ulp over the whole range of double (Cos row of
    /// ElementaryFunctions). cos(±0) = 1; ±∞ and NaN give NaN. Scalars only.</para>
    /// </remarks>
    public static double Cos(double x)
    {
        var (n, r, low) = QuarterTurns.Split(x);
        var value = (n & 1) == 0 ? CosOfRemainder(r, low) : SinOfRemainder(r, low);
        return ((n + 1) & 2) == 0 ? value : -value;
    }

    /// <summary>sin(r + low) = r + (r³·S(r²) + low·(1 − r²/2)) for |r| ≤ π/4.</summary>
    private static double SinOfRemainder(double r, double low)
    {
        var z = r * r;
        var tail = Polynomial(z, z * z, SinCoefficients);
        return r + FusedMultiplyAdd(z * r, tail, FusedMultiplyAdd(-0.5 * z, low, low));
    }

    /// <summary>cos(r + low) = 1 − r²/2 + (r⁴·C(r²) − r·low), the rounding of 1 − r²/2 being added again.</summary>
    private static double CosOfRemainder(double r, double low)
    {
        var z = r * r;
        var tail = Polynomial(z, z * z, CosCoefficients);
        var head = FusedMultiplyAdd(-0.5, z, 1);
        var lost = FusedMultiplyAdd(-0.5, z, 1 - head) - 0.5 * FusedMultiplyAdd(r, r, -z);
        return head + (FusedMultiplyAdd(z * z, tail, -r * low) + lost);
    }

    /// <summary>S(z) = (sin √z − √z)/(z√z) for √z ≤ π/4: minimax for the relative error of the sine, 2⁻⁵⁸.</summary>
    private static ReadOnlySpan<double> SinCoefficients =>
    [
        -0.1666666666666663,
        0.008333333333321844,
        -0.00019841269829362613,
        2.75573135401948e-06,
        -2.5050734678840035e-08,
        1.5895451139289627e-10,
    ];

    /// <summary>C(z) = (cos √z − 1 + z/2)/z² for √z ≤ π/4: minimax for the relative error of the cosine, 2⁻⁶⁴.</summary>
    private static ReadOnlySpan<double> CosCoefficients =>
    [
        0.041666666666666595,
        -0.0013888888888873342,
        2.480158728900207e-05,
        -2.7557314217026605e-07,
        2.087570539227314e-09,
        -1.135874890644872e-11,
    ];
}
