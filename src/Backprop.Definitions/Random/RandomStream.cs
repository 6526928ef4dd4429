namespace Backprop;

/// <summary>What a stream of random numbers is drawn for: streams of different purposes are different.</summary>
public enum StreamPurpose
{
    /// <summary>Initial weights, one stream per layer from 0; and, at places below 0, what a gradient check draws.</summary>
    Weights,

    /// <summary>The order of the samples, one stream per epoch.</summary>
    Shuffle,

    /// <summary>Dropout masks, one stream per step and layer.</summary>
    Dropout,

    /// <summary>Splitting data into parts.</summary>
    Split,

    /// <summary>Generated data sets.</summary>
    Data,
}

/// <summary>
/// A counter-based stream of random numbers: draw i is a pure function of the stream and i, so it may be taken in any order,
/// by any thread, and gives the same bits everywhere.
/// </summary>
/// <remarks>
/// Source: the finalizer of SplitMix64; G. Steele, D. Lea, C. Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
/// </remarks>
public readonly record struct RandomStream
{
    private readonly ulong _key;

    private RandomStream(ulong key) => _key = key;

    /// <summary>Stream (seed, purpose, a, b): mix(mix(mix(seed, purpose), a), b), with mix as <see cref="Bits"/> applies it.</summary>
    public static RandomStream For(long seed, StreamPurpose purpose, long a = 0, long b = 0) =>
        new(Mix(Mix(Mix((ulong)seed, (long)purpose), a), b));

    /// <summary>The stream whose draw i is mix(<paramref name="key"/>, i) itself.</summary>
    public static RandomStream FromKey(long key) => new((ulong)key);

    /// <summary>Draw i as 64 random bits.</summary>
    public ulong Bits(long i) => Mix(_key, i);

    /// <summary>Draw i as a number in [0, 1): its upper 53 bits / 2⁵³.</summary>
    public double Uniform(long i) => (Bits(i) >> 11) * (1.0 / (1L << 53));

    /// <summary>
    /// Draw i as a whole number in [0, <paramref name="bound"/>): the upper half of bits·bound. Each value's probability is
    /// off by less than bound/2⁶⁴.
    /// </summary>
    public int Below(int bound, long i) => (int)Math.BigMul(Bits(i), (ulong)bound, out _);

    /// <summary>Draw i of the standard normal distribution, from uniform draws 2i and 2i + 1: √(−2·ln(1 − u))·cos(2πv).</summary>
    /// <remarks>Source: G. Box, M. Muller, "A note on the generation of random normal deviates", 1958.</remarks>
    public double Normal(long i) =>
        Math.Sqrt(-2 * Elementary.Log<double>(1 - Uniform(2 * i))) * Elementary.Cos(2 * Math.PI * Uniform((2 * i) + 1));

    private static ulong Mix(ulong seed, long i)
    {
        var z = seed + (((ulong)i + 1) * 0x9E3779B97F4A7C15);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
