using System.Numerics;
using System.Runtime.CompilerServices;

namespace Backprop.Tensors.Tests;

/// <summary>Equality to the last bit: −0 is not +0, but any NaN is any other.</summary>
internal static class Bits
{
    public static void Equal<T>(ReadOnlySpan<T> expected, ReadOnlySpan<T> actual, Func<int, string> where)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            if (!AreEqual(expected[i], actual[i]))
            {
                Assert.Fail(FormattableString.Invariant($"{where(i)}: expected {expected[i]:R}, got {actual[i]:R}."));
            }
        }
    }

    public static bool AreEqual<T>(T expected, T actual)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Of(expected) == Of(actual) || (T.IsNaN(expected) && T.IsNaN(actual));

    public static long Of<T>(T value)
        where T : unmanaged =>
        typeof(T) == typeof(float)
            ? BitConverter.SingleToInt32Bits(Unsafe.BitCast<T, float>(value))
            : BitConverter.DoubleToInt64Bits(Unsafe.BitCast<T, double>(value));
}
