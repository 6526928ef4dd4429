namespace Backprop.Accuracy.Tests;

/// <summary>Value·2^Exponent: an exact result, for practical purposes, that may lie outside of the range of double.</summary>
internal readonly record struct Exact(DoubleDouble Value, int Exponent = 0)
{
    public static implicit operator Exact(DoubleDouble value) => new(value);

    public static Exact operator *(DoubleDouble factor, Exact x) => x with { Value = factor * x.Value };

    /// <summary>The value as a double-double; far below 1 it may lose bits or become 0.</summary>
    public DoubleDouble Unscaled => DoubleDouble.Scaled(Value, Exponent);

    /// <summary>|actual − this| in units of the last place of a double of this size; below 2⁻¹⁰²², of the least subnormal.</summary>
    public double UlpsFrom(double actual)
    {
        if (Value.High == 0) return Math.Abs(actual) / double.Epsilon;

        var size = Math.ILogB(Value.High) + Exponent;
        // Beyond the largest double ∞ is the right answer; short of it ∞ counts as 2¹⁰²⁴, the next double there would be.
        if (double.IsInfinity(actual))
        {
            if (Math.Sign(actual) != Math.Sign(Value.High)) return double.PositiveInfinity;
            return size >= 1024 ? 0 : Math.ScaleB(Math.ScaleB(1, 1024 - Exponent) - Math.Abs(Value.High), Exponent - 971);
        }

        var lastPlace = Math.Max(size - 52, -1074);
        var difference = Math.ScaleB(actual, -Exponent) - Value.High - Value.Low;
        var ulps = Math.ScaleB(Math.Abs(difference), Exponent - lastPlace);
        return double.IsNaN(ulps) ? double.PositiveInfinity : ulps;
    }
}
