namespace Backprop.Accuracy.Tests;

internal static partial class Oracle
{
    private static readonly DoubleDouble InverseRootOf2 = new(0.7071067811865476, -4.833646656726457e-17);

    /// <summary>σ(z) = e^min(z,0)/(1 + e^(−|z|)).</summary>
    public static Exact Sigmoid(DoubleDouble z)
    {
        var e = Exp(-DoubleDouble.Abs(z));
        var whole = 1 / (1 + e.Unscaled);
        return z.High < 0 ? whole * e : whole;
    }

    public static Exact Silu(DoubleDouble z) => z * Sigmoid(z);

    /// <summary>ln(1 + eᶻ).</summary>
    public static Exact Softplus(DoubleDouble z)
    {
        var e = Exp(-DoubleDouble.Abs(z));
        if (z.High > 0) return z + Log1p(e.Unscaled).Value;
        return e.Exponent < -300 ? e : Log1p(e.Unscaled);
    }

    /// <summary>z·½·erfc(−z/√2).</summary>
    public static Exact Gelu(DoubleDouble z) => 0.5 * z * Erfc(-(z * InverseRootOf2));
}
