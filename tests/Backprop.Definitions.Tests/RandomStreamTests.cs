using FsCheck.Xunit;

namespace Backprop.Definitions.Tests;

/// <summary>Golden values were computed apart from this project, from the published constants of SplitMix64.</summary>
public class RandomStreamTests
{
    [Theory]
    [InlineData(0, 0, 0xe220a8397b1dcdaf)]
    [InlineData(0, 1, 0x6e789e6aa1b965f4)]
    [InlineData(0, 2, 0x06c45d188009454f)]
    [InlineData(1234567, 0, 6457827717110365317)]
    [InlineData(1234567, 1, 3203168211198807973)]
    [InlineData(1234567, 2, 9817491932198370423)]
    public void Draws_are_those_of_SplitMix64(long key, long i, ulong bits) =>
        Assert.Equal(bits, RandomStream.FromKey(key).Bits(i));

    [Theory]
    [InlineData(42, StreamPurpose.Weights, 1, 0, 0, 0x327f2ff1c34fe7e0)]
    [InlineData(42, StreamPurpose.Dropout, 5, 3, 7, 0xb597387e17a4ec28)]
    [InlineData(-1, StreamPurpose.Shuffle, 0, 0, 0, 0xdf273cabda46105d)]
    public void A_stream_is_mixed_from_seed_purpose_and_place(long seed, StreamPurpose purpose, long a, long b, long i, ulong bits) =>
        Assert.Equal(bits, RandomStream.For(seed, purpose, a, b).Bits(i));

    [Fact]
    public void Other_draws_are_made_of_the_bits()
    {
        var stream = RandomStream.FromKey(0);
        Assert.Equal(0.8833108082136426, stream.Uniform(0));
        Assert.Equal((8, 431), (stream.Below(10, 0), stream.Below(1000, 1)));
        Assert.Equal(0.9884743323187353, RandomStream.FromKey(7).Normal(0), 1e-14);
        Assert.Equal(-1.8642558067312274, RandomStream.FromKey(7).Normal(1), 1e-14);
    }

    [Property]
    public void Uniform_draws_are_at_least_0_and_below_1(long key, long i) =>
        Assert.True(RandomStream.FromKey(key).Uniform(i) is >= 0 and < 1);

    [Property]
    public void Whole_numbers_are_below_their_bound(long key, long i, FsCheck.PositiveInt bound) =>
        Assert.InRange(RandomStream.FromKey(key).Below(bound.Get, i), 0, bound.Get - 1);

    [Property]
    public void Streams_of_two_purposes_places_or_seeds_differ(long seed, short a, short b)
    {
        var stream = RandomStream.For(seed, StreamPurpose.Weights, a, b);
        Assert.NotEqual(stream, RandomStream.For(seed, StreamPurpose.Dropout, a, b));
        Assert.NotEqual(stream, RandomStream.For(seed, StreamPurpose.Weights, a + 1, b));
        Assert.NotEqual(stream, RandomStream.For(seed, StreamPurpose.Weights, a, b + 1));
        Assert.NotEqual(stream, RandomStream.For(seed + 1, StreamPurpose.Weights, a, b));
        Assert.Equal(stream, RandomStream.For(seed, StreamPurpose.Weights, a, b));
    }

    /// <summary>Of n = 100,000 draws the mean is off by σ/√n; five times that happens once in two million streams.</summary>
    [Fact]
    public void Uniform_draws_have_the_mean_and_the_variance_of_their_distribution()
    {
        const int N = 100_000;
        var draws = Enumerable.Range(0, N).Select(i => RandomStream.FromKey(1).Uniform(i)).ToArray();
        var (mean, variance) = Moments(draws);
        Assert.Equal(0.5, mean, 5 * Math.Sqrt(1.0 / 12 / N));
        Assert.Equal(1.0 / 12, variance, 5 * Math.Sqrt(1.0 / 180 / N));
    }

    [Fact]
    public void Normal_draws_have_mean_0_variance_1_and_no_skew_and_reach_both_tails()
    {
        const int N = 100_000;
        var draws = Enumerable.Range(0, N).Select(i => RandomStream.FromKey(2).Normal(i)).ToArray();
        var (mean, variance) = Moments(draws);
        Assert.Equal(0, mean, 5 * Math.Sqrt(1.0 / N));
        Assert.Equal(1, variance, 5 * Math.Sqrt(2.0 / N));
        Assert.Equal(0, draws.Average(x => x * x * x), 5 * Math.Sqrt(15.0 / N));
        Assert.Equal(3, draws.Average(x => x * x * x * x), 5 * Math.Sqrt(96.0 / N));
        Assert.InRange(draws.Max(), 3.5, 6);
        Assert.InRange(draws.Min(), -6, -3.5);
    }

    /// <summary>χ² of 6 degrees of freedom exceeds 27.9 once in ten thousand streams.</summary>
    [Fact]
    public void Whole_numbers_are_about_equally_likely()
    {
        const int N = 70_000;
        var counts = Enumerable.Range(0, N).GroupBy(i => RandomStream.FromKey(3).Below(7, i)).Select(group => group.Count()).ToArray();
        Assert.Equal(7, counts.Length);
        Assert.True(counts.Sum(count => Math.Pow(count - (N / 7.0), 2) / (N / 7.0)) < 27.9);
    }

    private static (double Mean, double Variance) Moments(double[] draws)
    {
        var mean = draws.Average();
        return (mean, draws.Average(x => (x - mean) * (x - mean)));
    }
}
