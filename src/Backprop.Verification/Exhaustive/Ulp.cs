using static System.Math;

namespace Backprop.Verification;

/// <summary>Errors in units of the last place (ulp) of a float.</summary>
internal static class Ulp
{
    private const int Bias = 1023;
    private const int ExponentShift = 52;
    private const int FractionOfFloat = 23;
    private const int LeastExponent = -126;
    private const int LargestExponent = 127;

    /// <summary>|actual − exact| in units of the last place of a float of the size of exact; below 2⁻¹²⁶, of the least subnormal.</summary>
    public static double Of(float actual, double exact)
    {
        var difference = Abs(actual - exact);
        if (!double.IsFinite(difference))
        {
            difference = Unusual(actual, exact);
        }

        var exponent = (int)(BitConverter.DoubleToUInt64Bits(Abs(exact)) >> ExponentShift) - Bias;
        var lastPlace = Min(Max(exponent, LeastExponent), LargestExponent) - FractionOfFloat;
        return difference * BitConverter.Int64BitsToDouble((long)(Bias - lastPlace) << ExponentShift);
    }

    /// <summary>Beyond the largest float ∞ is the right answer; short of it ∞ counts as 2¹²⁸, the next float there would be.</summary>
    private static double Unusual(float actual, double exact)
    {
        if (actual == exact || (float.IsNaN(actual) && double.IsNaN(exact)))
        {
            return 0;
        }

        return float.IsInfinity(actual) && actual * exact > 0 ? Max(0, ScaleB(1, LargestExponent + 1) - Abs(exact)) : double.PositiveInfinity;
    }
}
