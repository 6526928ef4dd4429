namespace Backprop.Accuracy.Tests;

/// <summary>The functions to about 100 bits, slowly; itself checked against mpmath by <see cref="OracleTests"/>.</summary>
internal static partial class Oracle
{
    private static readonly DoubleDouble Ln2 = new(0.6931471805599453, 2.3190468138462996e-17);

    /// <summary>eˣ = 2ᵏ·(1 + expm1 r), x = k·ln 2 + r.</summary>
    public static Exact Exp(DoubleDouble x)
    {
        // e^±3000 is far outside of the range of double, even when it is multiplied by one.
        if (Math.Abs(x.High) > 3000) x = Math.CopySign(3000, x.High);
        var k = (int)Math.Round(x.High / Ln2.High);
        var r = x - k * Ln2;
        return new(1 + Expm1OfSmall(r), k);
    }

    public static Exact Expm1(DoubleDouble x)
    {
        if (Math.Abs(x.High) < 0.4) return Expm1OfSmall(x);
        var exp = Exp(x);
        return exp.Exponent > 200 ? exp : exp.Unscaled - 1;
    }

    /// <summary>tanh x = E/(E + 2), E = e²ˣ − 1.</summary>
    public static Exact Tanh(DoubleDouble x)
    {
        if (Math.Abs(x.High) > 100) return (DoubleDouble)Math.Sign(x.High);
        if (IsTiny(x)) return x;
        var e = Expm1(2 * DoubleDouble.Abs(x)).Unscaled;
        var result = e / (e + 2);
        return x.High < 0 ? -result : result;
    }

    /// <summary>So small that f(x) = f′(0)·x to all bits, and that its square would leave the range of double.</summary>
    private static bool IsTiny(DoubleDouble x) => Math.Abs(x.High) < 1e-100;

    /// <summary>Σ rⁿ/n! for r/256, then eight times expm1(2r) = m·(m + 2).</summary>
    private static DoubleDouble Expm1OfSmall(DoubleDouble x)
    {
        if (IsTiny(x)) return x;
        var r = DoubleDouble.Scaled(x, -8);
        DoubleDouble sum = 1;
        for (var n = 12; n > 1; n--) sum = 1 + sum * r / n;
        var m = r * sum;
        for (var doubling = 0; doubling < 8; doubling++) m *= m + 2;
        return m;
    }
}
