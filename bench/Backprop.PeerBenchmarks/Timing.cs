using System.Diagnostics;

namespace Backprop.PeerBenchmarks;

/// <summary>How long something is run to know how long it takes.</summary>
/// <param name="Repetitions">Measured ones.</param>
/// <param name="Least">The least time of one: shorter ones time the JIT.</param>
/// <param name="WarmUp">The least time before the first.</param>
internal sealed record Timing(int Repetitions, TimeSpan Least, TimeSpan WarmUp)
{
    /// <summary>For figures.</summary>
    public static Timing Thorough { get; } = new(7, TimeSpan.FromMilliseconds(120), TimeSpan.FromSeconds(1));

    /// <summary>To see that it runs.</summary>
    public static Timing Quick { get; } = new(3, TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(200));

    /// <summary>Warms up, then measures.</summary>
    /// <returns>Seconds for one run, for each repetition.</returns>
    public double[] Measure(Action<int> run)
    {
        var (runs, start) = (1, Stopwatch.GetTimestamp());
        for (var elapsed = TimeSpan.Zero; elapsed < Least || Stopwatch.GetElapsedTime(start) < WarmUp;)
        {
            elapsed = Time(run, runs);
            if (elapsed < Least)
            {
                // Early runs are slower than later ones, so that this overshoots less than it seems.
                runs = (int)Math.Clamp(Math.Ceiling(1.1 * runs * (Least / Max(elapsed, TimeSpan.FromTicks(1)))), runs + 1, 10.0 * runs);
            }
        }

        return [.. Enumerable.Range(0, Repetitions).Select(_ => Time(run, runs).TotalSeconds / runs)];
    }

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;

    private static TimeSpan Time(Action<int> run, int runs)
    {
        var start = Stopwatch.GetTimestamp();
        run(runs);
        return Stopwatch.GetElapsedTime(start);
    }
}
