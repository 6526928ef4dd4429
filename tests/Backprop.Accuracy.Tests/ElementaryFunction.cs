namespace Backprop.Accuracy.Tests;

/// <summary>A row of <see cref="ElementaryFunctions"/>; InFloat takes a widened float, and its result is rounded to float.</summary>
internal sealed record ElementaryFunction(
    string Name,
    Func<double, double> InDouble,
    Func<double, double>? InFloat,
    Func<DoubleDouble, Exact> Oracle,
    double MaxUlps)
{
    /// <summary>Arguments below are no concern of this table.</summary>
    public double From { get; init; } = double.NegativeInfinity;

    /// <summary>Where arguments are crowded, beside those of all magnitudes.</summary>
    public required IReadOnlyList<(double Low, double High)> Crowded { get; init; }

    /// <summary>Half of the arguments uniform in the crowded ranges or next to their ends, half with random bits.</summary>
    public double DrawArgument(Random random)
    {
        while (true)
        {
            var (low, high) = Crowded[random.Next(Crowded.Count)];
            var x = random.Next(8) switch
            {
                0 => BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(random.Next(2) == 0 ? low : high) + random.Next(-50, 50)),
                1 or 2 or 3 => low + (high - low) * random.NextDouble(),
                4 or 5 => Math.ScaleB(1 + random.NextDouble(), random.Next(-60, 10)) * (random.Next(2) * 2 - 1),
                _ => BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)),
            };
            if (double.IsFinite(x) && x > From && x != 0) return x;
        }
    }
}
