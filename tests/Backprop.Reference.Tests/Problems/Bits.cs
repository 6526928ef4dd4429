using System.Numerics;
using static Backprop.Reference.Precision;

namespace Backprop.Reference.Tests;

/// <summary>Sameness of bits: −0 is not 0, and any NaN is any NaN.</summary>
internal static class Bits
{
    /// <summary>Passes if both matrices have one shape and the same bits.</summary>
    public static void Same<T>(T[,] expected, T[,] actual, string what)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Assert.Equal((expected.GetLength(0), expected.GetLength(1)), (actual.GetLength(0), actual.GetLength(1)));
        for (var o = 0; o < expected.GetLength(0); o++)
        {
            for (var n = 0; n < expected.GetLength(1); n++)
            {
                Same(Wide(expected[o, n]), Wide(actual[o, n]), $"{what}[{o}, {n}] of {typeof(T).Name}");
            }
        }
    }

    /// <summary>Passes if both numbers have the same bits. Widening a float keeps its bits apart, so doubles suffice.</summary>
    public static void Same(double expected, double actual, string what)
    {
        var same = BitConverter.DoubleToInt64Bits(expected) == BitConverter.DoubleToInt64Bits(actual);
        if (!same && !(double.IsNaN(expected) && double.IsNaN(actual)))
        {
            Assert.Fail(FormattableString.Invariant($"{what}: expected {expected:R}, got {actual:R}"));
        }
    }

    /// <summary>Passes if both networks hold the same parameters.</summary>
    public static void SameParameters<T>(Network<T> expected, Network<T> actual)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        SameOfEach(expected, actual, parameter => parameter.Value);

    /// <summary>Passes if both networks hold the same gradients.</summary>
    public static void SameGradients<T>(Network<T> expected, Network<T> actual)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        SameOfEach(expected, actual, parameter => parameter.Gradient);

    private static void SameOfEach<T>(Network<T> expected, Network<T> actual, Func<Parameter<T>, T[,]> part)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (var ((e, a), p) in expected.Parameters.Zip(actual.Parameters).Select((pair, p) => (pair, p)))
        {
            Same(part(e), part(a), $"parameter {p}");
        }
    }
}
