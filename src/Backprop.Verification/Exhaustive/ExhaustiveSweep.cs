using System.Collections.Immutable;
using System.Diagnostics;
using Backprop.Tensors.Kernels;

namespace Backprop.Verification;

/// <summary>Looks at functions for one block of floats after the other; what it finds does not depend on the number of threads.</summary>
/// <param name="functions">The functions.</param>
/// <param name="widths">The vector widths at which they have to agree.</param>
/// <param name="threads">Blocks that are worked on at once.</param>
/// <param name="blocks">Blocks to look at; by default all.</param>
internal sealed class ExhaustiveSweep(
    IReadOnlyList<SweptFunction> functions, ImmutableArray<VectorWidth> widths, int threads, int blocks = FloatBlock.Count)
{
    // So few that one that is cancelled costs nothing, so many that workers seldom wait for the last one.
    private const int BlocksOfRound = 64;
    private static readonly TimeSpan s_betweenCheckpoints = TimeSpan.FromSeconds(20);

    /// <summary>What is known by now; also of a run that was cancelled.</summary>
    public SweepState State { get; private set; } = new(0, [.. functions.Select(_ => default(Finding))]);

    /// <summary>Looks at all blocks that are left.</summary>
    /// <param name="checkpoint">Where to begin, and what to write now and then and at the end, also one by cancellation; or null.</param>
    /// <param name="progress">Told after each round of blocks, on the calling thread.</param>
    /// <param name="cancellation">Heard between two blocks; what the round has found by then is given up.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <exception cref="InvalidDataException">The checkpoint is damaged, or of another sweep.</exception>
    /// <exception cref="IOException">The checkpoint cannot be written.</exception>
    public void Run(SweepCheckpoint? checkpoint = null, IProgress<SweepProgress>? progress = null, CancellationToken cancellation = default)
    {
        State = checkpoint?.Read() ?? State;
        checkpoint?.Write(State);
        var (clock, first, written) = (Stopwatch.StartNew(), State.Blocks, TimeSpan.Zero);
        using var workspaces = new ThreadLocal<FloatBlock>(() => new());
        try
        {
            while (State.Blocks < blocks)
            {
                State = Round(workspaces, cancellation);
                progress?.Report(new(State.Blocks, blocks, State.Blocks - first, clock.Elapsed.TotalSeconds));
                if (clock.Elapsed - written > s_betweenCheckpoints)
                {
                    written = clock.Elapsed;
                    checkpoint?.Write(State);
                }
            }
        }
        finally
        {
            checkpoint?.Write(State);
        }
    }

    private SweepState Round(ThreadLocal<FloatBlock> workspaces, CancellationToken cancellation)
    {
        var (first, count) = (State.Blocks, Math.Min(BlocksOfRound, blocks - State.Blocks));
        var found = new Finding[count][];
        Parallel.For(0, count, new() { MaxDegreeOfParallelism = threads, CancellationToken = cancellation }, n =>
        {
            var block = workspaces.Value!;
            block.Fill(first + n);
            found[n] = [.. functions.Select(function => function.Look(block, widths))];
        });
        return new(
            first + count,
            [.. State.Findings.Select((finding, f) => found.Select(block => block[f]).Aggregate(finding, Finding.Of))]);
    }
}

/// <summary>How far a sweep is.</summary>
/// <param name="Blocks">Blocks that were looked at.</param>
/// <param name="Findings">What they showed of each function.</param>
internal sealed record SweepState(int Blocks, ImmutableArray<Finding> Findings);

/// <summary>How a sweep goes: blocks done of all, how many of them by this run, and in how many seconds.</summary>
internal readonly record struct SweepProgress(int Blocks, int All, int BlocksOfRun, double Seconds);
