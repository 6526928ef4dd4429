using System.Numerics;
using static Backprop.Reference.Precision;

namespace Backprop.Verification;

/// <summary>Nearness within a derived bound; a failure names the element, the bound and what was seen.</summary>
internal static class Near
{
    public static void Within(double bound, double expected, double actual, string what)
    {
        if (!(Math.Abs(expected - actual) <= bound))
        {
            throw new LawBrokenException(FormattableString.Invariant(
                $"{what}: expected {expected:R}, got {actual:R}; they differ by {Math.Abs(expected - actual):G3}, allowed is {bound:G3}"));
        }
    }

    /// <summary>Passes if each number of two runs is within its bound; the one that is furthest out is named.</summary>
    public static void Within<T>(double[] bound, T[] expected, T[] actual, string what)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (expected.Length != actual.Length)
        {
            throw new LawBrokenException($"{what}: expected {expected.Length} numbers, got {actual.Length}");
        }

        var (worst, at) = (double.NegativeInfinity, 0);
        for (var n = 0; n < expected.Length; n++)
        {
            var excess = Math.Abs(Wide(expected[n]) - Wide(actual[n])) - bound[n];
            if (!(excess <= worst))
            {
                (worst, at) = (excess, n);
            }
        }

        Within(bound[at], Wide(expected[at]), Wide(actual[at]), $"{what} of {typeof(T).Name}, element {at}");
    }

    /// <summary>The bounds of two evaluations together.</summary>
    public static double[] Sum(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x + y)];
}
