using System.Diagnostics;

namespace Backprop.Tensors;

/// <summary>The time in one call of the trainer. It is read only where somebody wants to know.</summary>
/// <param name="limit">How long the call may take; null is no limit.</param>
/// <param name="every">The time between two checkpoints; null is none.</param>
internal sealed class CallClock(TimeSpan? limit, TimeSpan? every)
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private long _written = Stopwatch.GetTimestamp();

    /// <summary>Since the call began.</summary>
    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_start);

    /// <summary>Whether the limit is reached.</summary>
    public bool IsTimeUp => limit is { } most && Elapsed >= most;

    /// <summary>Whether it is time for a checkpoint; if so, the time to the next one begins.</summary>
    public bool TakeCheckpoint()
    {
        if (every is not { } least || Stopwatch.GetElapsedTime(_written) < least)
        {
            return false;
        }

        _written = Stopwatch.GetTimestamp();
        return true;
    }

    /// <summary>What is left of so many epochs after some are done, or of the limit if that is less.</summary>
    public TimeSpan? Left(int done, int left)
    {
        var elapsed = Elapsed;
        var epochs = done == 0 ? (TimeSpan?)null : TimeSpan.FromTicks((long)Math.Min(elapsed.Ticks * ((double)left / done), long.MaxValue / 2));
        var time = limit - elapsed;
        return time is null || epochs <= time ? epochs : time;
    }
}
