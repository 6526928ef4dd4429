namespace Backprop.Accuracy.Tests;

internal static partial class Oracle
{
    /// <summary>ln x = k·ln 2 + log1p(f), x = 2ᵏ·(1 + f).</summary>
    public static Exact Log(DoubleDouble x)
    {
        var k = Math.ILogB(x.High * Math.Sqrt(0.5)) + 1;
        var mantissa = DoubleDouble.Scaled(x, -k);
        return k * Ln2 + Log1pOfSmall(mantissa - 1);
    }

    public static Exact Log1p(DoubleDouble x) => Math.Abs(x.High) < 0.25 ? Log1pOfSmall(x) : Log(1 + x);

    /// <summary>The y with expm1(y) = f: a double, and then one step of Newton's method with its quadratic term.</summary>
    private static DoubleDouble Log1pOfSmall(DoubleDouble f)
    {
        if (IsTiny(f)) return f;
        var y = double.LogP1(f.High);
        var m = Expm1OfSmall(y);
        var d = (f - m) / (1 + m);
        return y + (d - 0.5 * d * d);
    }
}
