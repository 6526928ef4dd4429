namespace Backprop.Data.Tests;

/// <summary>What is alive in the process is measured, so that no other test may run meanwhile.</summary>
[CollectionDefinition(nameof(CsvMemoryTests), DisableParallelization = true)]
[Collection(nameof(CsvMemoryTests))]
public sealed class CsvMemoryTests
{
    [Fact]
    public void Memory_does_not_grow_with_the_rows()
    {
        PeakOf(20_000);
        var (few, many) = (PeakOf(20_000), PeakOf(400_000));

        // Held in memory, the many would take 400,000 × 2 × 8 bytes = 6.4 MB.
        Assert.True(many < few + 2_000_000, $"{many:N0} bytes for 400,000 rows, {few:N0} for 20,000");
    }

    /// <summary>The most bytes alive at any batch of an epoch and of the survey before it.</summary>
    private static long PeakOf(int rows)
    {
        using var file = new TemporaryFile("");
        using (var writer = File.CreateText(file.Path))
        {
            for (var n = 0; n < rows; n++)
            {
                writer.Write(FormattableString.Invariant($"{n},{n % 1000}.5\n"));
            }
        }

        var before = GC.GetTotalMemory(forceFullCollection: true);
        var source = CsvSource.Survey(CsvFile.Open(file.Path), new("1") { Task = LearningTask.Regression }, ScalingKind.Standard);
        var stream = new CsvStream<double>(source.Stream<double>(100, seed: 0), block: 1000);
        var (peak, batch) = (GC.GetTotalMemory(forceFullCollection: true) - before, 0);
        foreach (var samples in stream)
        {
            if (batch++ % 500 == 0)
            {
                peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true) - before);
                GC.KeepAlive(samples);
            }
        }

        Assert.Equal(rows / 100, batch);
        return peak;
    }
}
