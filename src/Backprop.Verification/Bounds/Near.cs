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

    /// <summary>Passes if each element is within its bound; the worst one, relative to its bound, is named.</summary>
    public static void Within<T>(double[,] bound, T[,] expected, T[,] actual, string what)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (worst, at) = (double.NegativeInfinity, (O: 0, N: 0));
        for (var o = 0; o < expected.GetLength(0); o++)
        {
            for (var n = 0; n < expected.GetLength(1); n++)
            {
                var excess = Math.Abs(Wide(expected[o, n]) - Wide(actual[o, n])) - bound[o, n];
                if (!(excess <= worst))
                {
                    (worst, at) = (excess, (o, n));
                }
            }
        }

        Within(bound[at.O, at.N], Wide(expected[at.O, at.N]), Wide(actual[at.O, at.N]), $"{what}[{at.O}, {at.N}] of {typeof(T).Name}");
    }

    /// <summary>Passes if each number of two runs is within its bound; the one that is furthest out is named.</summary>
    public static void Within<T>(double[] bound, T[] expected, T[] actual, string what)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
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

    /// <summary>Passes if two networks' gradients, each summed in its own order, are as near as both bounds together say.</summary>
    public static void SameGradients<T>(Reference.Network<T> expected, ErrorBound one, Reference.Network<T> actual, ErrorBound other)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Within(
            [.. one.Gradient(expected.Spec).Zip(other.Gradient(expected.Spec), (a, b) => a + b)],
            Values.Flat(expected.Parameters, p => p.Gradient),
            Values.Flat(actual.Parameters, p => p.Gradient),
            "gradient");

    public static double[,] Sum(double[,] a, double[,] b)
    {
        var sum = (double[,])a.Clone();
        for (var o = 0; o < sum.GetLength(0); o++)
        {
            for (var n = 0; n < sum.GetLength(1); n++)
            {
                sum[o, n] += b[o, n];
            }
        }

        return sum;
    }
}
