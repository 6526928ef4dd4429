namespace Backprop.Accuracy.Tests;

internal static partial class Oracle
{
    private static readonly DoubleDouble TwoOverRootOfPi = new(1.1283791670955126, 1.533545961316588e-17);

    public static Exact Erf(DoubleDouble x)
    {
        // Scaled, so that a subnormal keeps all bits of the product.
        if (IsTiny(x)) return new(TwoOverRootOfPi * DoubleDouble.Scaled(x, 600), -600);
        var y = DoubleDouble.Abs(x);
        var result = y.High < 2 ? ErfSeries(y) : 1 - Erfc(y).Unscaled;
        return x.High < 0 ? -result : result;
    }

    public static Exact Erfc(DoubleDouble x)
    {
        if (x.High < 2) return 1 - Erf(x).Unscaled;
        return x.High > 100 ? (DoubleDouble)0 : ErfcFraction(x);
    }

    /// <summary>erf x = 2/√π·e^(−x²)·x·Σ (2x²)ⁿ/(1·3·5···(2n + 1)): all terms are positive (Abramowitz and Stegun 7.1.6).</summary>
    private static DoubleDouble ErfSeries(DoubleDouble x)
    {
        var xx = x * x;
        DoubleDouble term = x, sum = x;
        for (var n = 1; term.High > 1e-34 * sum.High; n++)
        {
            term *= 2 * xx / (2 * n + 1);
            sum += term;
        }
        return TwoOverRootOfPi * Exp(-xx).Unscaled * sum;
    }

    /// <summary>erfc x = e^(−x²)/√π·1/(x + ½/(x + 1/(x + 3/2/(x + 2/(x + …))))) for x ≥ 2 (Abramowitz and Stegun 7.1.14).</summary>
    private static Exact ErfcFraction(DoubleDouble x)
    {
        // The truncation error falls like exp(−4x·√(n/2)).
        var steps = 30 + (int)(1300 / (x.High * x.High));
        var denominator = x;
        for (var n = steps; n > 0; n--) denominator = x + 0.5 * n / denominator;
        return 0.5 * TwoOverRootOfPi / denominator * Exp(-(x * x));
    }
}
