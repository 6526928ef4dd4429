namespace Backprop.PeerBenchmarks;

/// <summary>
/// Waits until two cores are as near to each other as they have been in this run, so that libraries on two threads meet the same
/// machine; for some minutes in the whole run at most. Where cores never change places nothing is waited for.
/// </summary>
internal sealed class NearCores(TimeSpan patience)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private double _shortest = double.PositiveInfinity;
    private TimeSpan _left = patience;

    /// <summary>Returns when a line of memory takes at most twice the shortest time so far from one core to the other and back, or patience ends.</summary>
    /// <exception cref="OperationCanceledException">Waiting has been ended.</exception>
    public void Await(CancellationToken cancellation)
    {
        while (_left > TimeSpan.Zero && Environment.ProcessorCount > 1)
        {
            var now = RoundTrip.Nanoseconds();
            _shortest = Math.Min(_shortest, now);
            if (now <= 2 * _shortest)
            {
                return;
            }

            _left -= Pause;
            cancellation.WaitHandle.WaitOne(Pause);
            cancellation.ThrowIfCancellationRequested();
        }
    }
}
