using System.Numerics;

namespace Backprop.Tensors.Tests;

/// <summary>Equal means the same bits; −0 is not 0, and any NaN equals any NaN.</summary>
internal static class Bits
{
    public static bool AreEqual<T>(T expected, T actual)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        (T.IsNaN(expected) && T.IsNaN(actual)) || (expected == actual && T.IsNegative(expected) == T.IsNegative(actual));

    /// <summary>Fails with the first place that differs.</summary>
    public static void Equal<T>(ReadOnlySpan<T> expected, ReadOnlySpan<T> actual, string what)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var n = 0; n < expected.Length; n++)
        {
            if (!AreEqual(expected[n], actual[n]))
            {
                Assert.Fail(FormattableString.Invariant($"{what}: element {n} is {actual[n]}, the reference has {expected[n]}."));
            }
        }
    }
}
