using System.Numerics;
using static Backprop.Reference.Precision;

namespace Backprop.Reference.Tests;

/// <summary>Nearness within a derived bound; a failure names the element, the bound and what was seen.</summary>
internal static class Near
{
    public static void Within(double bound, double expected, double actual, string what)
    {
        if (!(Math.Abs(expected - actual) <= bound))
        {
            Assert.Fail(FormattableString.Invariant(
                $"{what}: expected {expected:R}, got {actual:R}; they differ by {Math.Abs(expected - actual):G3}, allowed is {bound:G3}"));
        }
    }

    /// <summary>Passes if each element is within its bound; the worst one, relative to its bound, is named.</summary>
    public static void Within<T>(double[,] bound, T[,] expected, T[,] actual, string what)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Assert.Equal((expected.GetLength(0), expected.GetLength(1)), (actual.GetLength(0), actual.GetLength(1)));
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

    /// <summary>Passes if two networks' gradients, each summed in its own order, are as near as both bounds together say.</summary>
    public static void SameGradients<T>(Network<T> expected, ErrorBound one, Network<T> actual, ErrorBound other)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var l = 0; l < expected.Layers.Count; l++)
        {
            var (e, a) = (expected.Layers[l], actual.Layers[l]);
            Within(Sum(one.DW[l], other.DW[l]), e.DW, a.DW, $"dw of layer {l}");
            if (e.DB is not null && a.DB is not null)
            {
                Within(Sum(one.DB[l], other.DB[l]), e.DB, a.DB, $"db of layer {l}");
            }
        }
    }

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
