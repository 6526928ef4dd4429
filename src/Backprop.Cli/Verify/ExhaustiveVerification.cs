using System.Diagnostics;
using Backprop.Verification;

namespace Backprop.Cli;

/// <summary><c>backprop verify --exhaustive</c>: every float through every elementary function, activation and derivative.</summary>
internal static class ExhaustiveVerification
{
    /// <summary>Looks at all floats, or at those that a checkpoint leaves.</summary>
    /// <exception cref="OperationCanceledException">Cancelled; says how far it came.</exception>
    /// <exception cref="UsageException">The checkpoint is none, or of another verification, or cannot be written.</exception>
    public static ExhaustiveReport Execute(ExhaustiveWish wish, Terminal terminal, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var sweep = new ExhaustiveSweep(wish.Functions, wish.Machine.Widths, wish.Machine.Threads[^1]);
        var checkpoint = wish.Checkpoint is { } path ? new SweepCheckpoint(path, wish.Functions, wish.Machine.Widths) : null;
        var progress = new SweepProgressReport(terminal);
        try
        {
            progress.While(() => sweep.Run(checkpoint, progress, cancellation));
        }
        catch (OperationCanceledException e)
        {
            throw new OperationCanceledException($"Cancelled {progress.Reached}{(checkpoint is null ? "" : $"; {wish.Checkpoint} goes on from there")}.", e);
        }
        catch (Exception e) when (checkpoint is not null && e is InvalidDataException or IOException)
        {
            throw new UsageException($"--checkpoint: {e.Message}");
        }

        var fingerprint = FixedRuns.Fingerprint(EngineRuns.Parameters<float>, EngineRuns.Parameters<double>);
        return ExhaustiveReport.Of(SweepReport.Of(wish.Functions, sweep.State, wish.Machine), fingerprint, clock.Elapsed.TotalSeconds);
    }
}
