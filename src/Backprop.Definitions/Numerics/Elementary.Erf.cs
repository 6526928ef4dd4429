using static System.Math;

namespace Backprop;

public static partial class Elementary
{
    /// <summary>erf x = 2/√π · ∫₀ˣ e^(−t²) dt.</summary>
    /// <remarks>
    /// <para>x + x·P(x²) for |x| below ½, elsewhere 1 − erfc|x| with the sign of x.</para>
    /// <para>Error: 1.3 ulp in double (Erf row of ElementaryFunctions), 0.525 ulp rounded to float (backprop verify --exhaustive).
    /// erf(±0) = ±0, erf(±∞) = ±1, NaN stays NaN; subnormals are rounded once.</para>
    /// </remarks>
    public static double Erf<T>(double x) where T : System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var z = x * x;
        var near = FusedMultiplyAdd(x, Polynomial(z, z * z, ErfCoefficients<T>()), x);
        var y = Abs(x);
        var far = CopySign(1 - Erfc<T>(y), x);
        return y < 0.5 ? near : far;
    }

    /// <summary>
    /// P(z) = erf(√z)/√z − 1 for z ≤ ¼: minimax for the absolute error, 2⁻³⁶ with six coefficients, 2⁻⁶⁵ with ten
    /// before rounding. Fitted with Remez' algorithm, the lowest coefficients rounded first.
    /// </summary>
    internal static ReadOnlySpan<double> ErfCoefficients<T>() => typeof(T) == typeof(float)
        ?
        [
            0.12837916708260308,
            -0.3761263852957751,
            0.11283774139640805,
            -0.026863157256469615,
            0.005200478958444245,
            -0.0007695580704555342,
        ]
        :
        [
            0.1283791670955126,
            -0.37612638903184553,
            0.11283791671040116,
            -0.026866170679858917,
            0.005223978336068364,
            -0.0008548408672464756,
            0.00012060839572631025,
            -1.514176715487365e-05,
            2.101849280263223e-06,
            -5.575594356636807e-07,
        ];
}
