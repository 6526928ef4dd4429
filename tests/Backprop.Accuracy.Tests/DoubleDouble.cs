namespace Backprop.Accuracy.Tests;

/// <summary>
/// High + Low, an unevaluated sum of two doubles: about 104 bits, the arithmetic of the oracle.
/// Source: T. J. Dekker, A floating-point technique for extending the available precision, Numerische Mathematik 18 (1971).
/// </summary>
internal readonly record struct DoubleDouble(double High, double Low)
{
    public static implicit operator DoubleDouble(double x) => new(x, 0);

    public static DoubleDouble operator -(DoubleDouble x) => new(-x.High, -x.Low);

    public static DoubleDouble operator +(DoubleDouble x, DoubleDouble y)
    {
        var s = Sum(x.High, y.High);
        var t = Sum(x.Low, y.Low);
        s = Renormalized(s.High, s.Low + t.High);
        return Renormalized(s.High, s.Low + t.Low);
    }

    public static DoubleDouble operator -(DoubleDouble x, DoubleDouble y) => x + -y;

    public static DoubleDouble operator *(DoubleDouble x, DoubleDouble y)
    {
        var p = Product(x.High, y.High);
        return Renormalized(p.High, p.Low + (x.High * y.Low + x.Low * y.High));
    }

    /// <summary>Long division with three digits, a double each.</summary>
    public static DoubleDouble operator /(DoubleDouble x, DoubleDouble y)
    {
        var q1 = x.High / y.High;
        var rest = x - q1 * y;
        var q2 = rest.High / y.High;
        rest -= q2 * y;
        var q3 = rest.High / y.High;
        return Renormalized(q1, q2) + q3;
    }

    public static DoubleDouble Abs(DoubleDouble x) => x.High < 0 ? -x : x;

    /// <summary>x·2ⁿ.</summary>
    public static DoubleDouble Scaled(DoubleDouble x, int n) => new(Math.ScaleB(x.High, n), Math.ScaleB(x.Low, n));

    /// <summary>x + y exactly (Knuth).</summary>
    public static DoubleDouble Sum(double x, double y)
    {
        var sum = x + y;
        var y1 = sum - x;
        return new(sum, (x - (sum - y1)) + (y - y1));
    }

    /// <summary>x·y exactly.</summary>
    public static DoubleDouble Product(double x, double y)
    {
        var product = x * y;
        return new(product, Math.FusedMultiplyAdd(x, y, -product));
    }

    private static DoubleDouble Renormalized(double high, double low)
    {
        var sum = high + low;
        return new(sum, low - (sum - high));
    }
}
