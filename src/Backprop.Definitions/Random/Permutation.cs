namespace Backprop;

/// <summary>Random orders of 0 … count − 1.</summary>
public static class Permutation
{
    /// <summary>The order in which epoch <paramref name="epoch"/> of a run visits its samples.</summary>
    public static int[] OfEpoch(int count, long seed, int epoch) =>
        Of(count, RandomStream.For(seed, StreamPurpose.Shuffle, epoch));

    /// <summary>Every order is equally likely. Source: R. Durstenfeld's form of the Fisher–Yates shuffle, CACM 1964.</summary>
    /// <exception cref="ArgumentException">The count is negative.</exception>
    public static int[] Of(int count, RandomStream stream)
    {
        var order = new int[Validated.AtLeast(0, count, "Count")];
        for (var i = 0; i < count; i++)
        {
            order[i] = i;
        }

        for (var i = count - 1; i > 0; i--)
        {
            var j = stream.Below(i + 1, i);
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order;
    }
}
