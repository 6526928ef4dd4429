using FsCheck.Xunit;

namespace Backprop.Definitions.Tests;

public class PermutationTests
{
    [Property]
    public void Each_place_comes_once(byte count, long seed, ushort epoch) =>
        Assert.Equal(Enumerable.Range(0, count), Permutation.OfEpoch(count, seed, epoch).Order());

    [Property]
    public void It_is_a_function_of_seed_and_epoch(long seed, ushort epoch)
    {
        var order = Permutation.OfEpoch(50, seed, epoch);
        Assert.Equal(order, Permutation.OfEpoch(50, seed, epoch));
        Assert.NotEqual(order, Permutation.OfEpoch(50, seed, epoch + 1));
        Assert.NotEqual(order, Permutation.OfEpoch(50, seed + 1, epoch));
    }

    [Fact]
    public void Orders_are_those_of_the_published_shuffle()
    {
        Assert.Equal([5, 2, 4, 3, 0, 7, 1, 6], Permutation.Of(8, RandomStream.FromKey(0)));
        Assert.Equal([3, 7, 6, 2, 5, 0, 1, 4], Permutation.OfEpoch(8, 3, 2));
    }

    /// <summary>χ² of 5 degrees of freedom exceeds 25.7 once in ten thousand streams.</summary>
    [Fact]
    public void The_six_orders_of_three_are_about_equally_likely()
    {
        const int N = 60_000;
        var counts = Enumerable.Range(0, N).GroupBy(epoch => string.Join(' ', Permutation.OfEpoch(3, 1, epoch))).Select(group => group.Count()).ToArray();
        Assert.Equal(6, counts.Length);
        Assert.True(counts.Sum(count => Math.Pow(count - (N / 6.0), 2) / (N / 6.0)) < 25.7);
    }

    [Fact]
    public void A_negative_count_is_refused() =>
        Assert.Contains("Count is -1; allowed is", Assert.Throws<ArgumentException>(() => Permutation.Of(-1, default)).Message, StringComparison.Ordinal);
}
