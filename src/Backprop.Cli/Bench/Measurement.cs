using System.Diagnostics;

namespace Backprop.Cli;

/// <summary>How long something takes: the median of some repetitions after a warm-up, each long enough for the clock.</summary>
internal static class Measurement
{
    private const int Repetitions = 7;
    private static readonly TimeSpan s_warmUp = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan s_repetition = TimeSpan.FromMilliseconds(50);

    /// <summary>Microseconds of one run.</summary>
    /// <exception cref="OperationCanceledException">Cancelled, between two runs.</exception>
    public static double Microseconds(Action run, CancellationToken cancellation)
    {
        // What is compiled anew while it runs is so within the warm-up, for the most part.
        var (_, runs) = Repeat(run, long.MaxValue, s_warmUp, cancellation);
        var count = Math.Max(1, (long)(runs * (s_repetition / s_warmUp)));
        var times = new double[Repetitions];
        for (var r = 0; r < times.Length; r++)
        {
            times[r] = Repeat(run, count, TimeSpan.MaxValue, cancellation).Microseconds / count;
        }

        Array.Sort(times);
        return times[Repetitions / 2];
    }

    private static (double Microseconds, long Runs) Repeat(Action run, long most, TimeSpan longest, CancellationToken cancellation)
    {
        var (start, runs) = (Stopwatch.GetTimestamp(), 0L);
        while (runs < most && (longest == TimeSpan.MaxValue || Stopwatch.GetElapsedTime(start) < longest))
        {
            cancellation.ThrowIfCancellationRequested();
            run();
            runs++;
        }

        return (Stopwatch.GetElapsedTime(start).TotalMicroseconds, runs);
    }
}
