namespace Backprop.Cli;

/// <summary>What a command tells the shell.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>The run failed: training diverged, or a law does not hold.</summary>
    public const int Failed = 1;

    /// <summary>Wrong usage or bad input.</summary>
    public const int Refused = 2;

    /// <summary>Interrupted or told to terminate: 128 + SIGINT, as shells count.</summary>
    public const int Cancelled = 130;
}
