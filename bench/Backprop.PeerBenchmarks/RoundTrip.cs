using System.Diagnostics;

namespace Backprop.PeerBenchmarks;

/// <summary>
/// How far two cores are from each other: one thread writes a number, the other answers. A virtual machine's cores may share a cache in
/// one second and lie in different chips in the next; what two threads share then takes several times as long.
/// </summary>
internal static class RoundTrip
{
    private const int Count = 2000;

    /// <summary>Nanoseconds there and back, the median of some tries.</summary>
    public static double Nanoseconds()
    {
        double[] tries = [.. Enumerable.Range(0, 9).Select(_ => Try()).Order()];
        return tries[tries.Length / 2];
    }

    private static double Try()
    {
        var turn = 0;
        var other = new Thread(() =>
        {
            for (var n = 1; n < 2 * Count; n += 2)
            {
                Await(ref turn, n);
                Volatile.Write(ref turn, n + 1);
            }
        });
        other.Start();

        // The first one waits for the thread to begin.
        Volatile.Write(ref turn, 1);
        Await(ref turn, 2);
        var start = Stopwatch.GetTimestamp();
        for (var n = 3; n < 2 * Count; n += 2)
        {
            Volatile.Write(ref turn, n);
            Await(ref turn, n + 1);
        }

        var elapsed = Stopwatch.GetElapsedTime(start);
        other.Join();
        return elapsed.TotalNanoseconds / (Count - 1);
    }

    private static void Await(ref int turn, int number)
    {
        while (Volatile.Read(ref turn) != number)
        {
        }
    }
}
