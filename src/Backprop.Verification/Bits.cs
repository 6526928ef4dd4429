using System.Numerics;
using System.Runtime.CompilerServices;

namespace Backprop.Verification;

/// <summary>Sameness of bits: −0 is not 0, and any NaN is any NaN.</summary>
internal static class Bits
{
    /// <summary>Passes if both runs have the same bits; otherwise names the first element that differs.</summary>
    public static void Equal<T>(ReadOnlySpan<T> expected, ReadOnlySpan<T> actual, Func<int, string> where)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (expected.Length != actual.Length)
        {
            throw new LawBrokenException($"{where(0)}: expected {expected.Length} numbers, got {actual.Length}");
        }

        for (var i = 0; i < expected.Length; i++)
        {
            if (!AreEqual(expected[i], actual[i]))
            {
                throw new LawBrokenException(FormattableString.Invariant($"{where(i)}: expected {expected[i]:R}, got {actual[i]:R}"));
            }
        }
    }

    /// <summary>Passes if both runs have the same bits; the element that differs is told by its number.</summary>
    public static void Same<T>(ReadOnlySpan<T> expected, ReadOnlySpan<T> actual, string what)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Equal(expected, actual, i => $"{what} of {typeof(T).Name}, element {i}");

    /// <summary>Passes if both matrices have one shape and the same bits.</summary>
    public static void Same<T>(T[,] expected, T[,] actual, string what)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (expected.GetLength(0) != actual.GetLength(0))
        {
            throw new LawBrokenException($"{what}: expected {expected.GetLength(0)} rows, got {actual.GetLength(0)}");
        }

        var rows = expected.GetLength(0);
        Equal<T>(Values.Flat(expected), Values.Flat(actual), i => $"{what}[{i % rows}, {i / rows}] of {typeof(T).Name}");
    }

    /// <summary>Passes if both numbers have the same bits.</summary>
    public static void Same(double expected, double actual, string what)
    {
        if (!AreEqual(expected, actual))
        {
            throw new LawBrokenException(FormattableString.Invariant($"{what}: expected {expected:R}, got {actual:R}"));
        }
    }

    /// <summary>Passes if both networks hold the same parameters.</summary>
    public static void SameParameters<T>(Reference.Network<T> expected, Reference.Network<T> actual)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Same<T>(Values.Flat(expected.Parameters, p => p.Value), Values.Flat(actual.Parameters, p => p.Value), "parameters");

    public static bool AreEqual<T>(T expected, T actual)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Of(expected) == Of(actual) || (T.IsNaN(expected) && T.IsNaN(actual));

    public static long Of<T>(T value)
        where T : unmanaged =>
        typeof(T) == typeof(float)
            ? BitConverter.SingleToInt32Bits(Unsafe.BitCast<T, float>(value))
            : BitConverter.DoubleToInt64Bits(Unsafe.BitCast<T, double>(value));
}
