namespace Backprop.Accuracy.Tests;

/// <summary>How thoroughly to look: with BACKPROP_SWEEP=1 at every float and a million doubles, which takes the better part of an hour.</summary>
internal static class Sweep
{
    public static bool IsOn { get; } = Environment.GetEnvironmentVariable("BACKPROP_SWEEP") == "1";

    public static int Doubles => IsOn ? 1_000_000 : 100_000;

    /// <summary>A prime, so that all patterns of low bits are met.</summary>
    public static long FloatStride => IsOn ? 1 : 4099;

    /// <summary>The worst of what all parts of a job find, on all cores.</summary>
    public static Worst WorstOf(int parts, Func<int, Worst> job)
    {
        var worst = Worst.None;
        var gate = new Lock();
        Parallel.For(0, parts, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, part =>
        {
            var found = job(part);
            lock (gate) worst = Worst.Of(worst, found);
        });
        return worst;
    }
}
