using System.Diagnostics;
using Backprop.Tensors.Kernels;

namespace Backprop.Verification;

/// <summary>
/// Tries laws on cases: case n of a run with seed s is the first case of a run with seed s + n. Every second one is computed as on a
/// processor with large caches, the others as on one with small ones.
/// </summary>
/// <param name="cases">Cases of each law.</param>
/// <param name="seed">What the cases are drawn from.</param>
/// <param name="machine">Where.</param>
internal sealed class LawRunner(int cases, long seed, Machine machine)
{
    private readonly List<LawReport> _reports = [];

    /// <summary>The laws that are done, also of a run that was cancelled.</summary>
    public IReadOnlyList<LawReport> Reports => _reports;

    /// <summary>Tries each law until a case fails.</summary>
    /// <param name="laws">The laws.</param>
    /// <param name="progress">Told after each case, on the calling thread.</param>
    /// <param name="cancellation">Heard between two cases.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public IReadOnlyList<LawReport> Run(IEnumerable<Law> laws, IProgress<LawProgress>? progress = null, CancellationToken cancellation = default)
    {
        foreach (var law in laws)
        {
            _reports.Add(Run(law, progress, cancellation));
        }

        return _reports;
    }

    private LawReport Run(Law law, IProgress<LawProgress>? progress, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        try
        {
            for (var n = 0; n < cases; n++)
            {
                cancellation.ThrowIfCancellationRequested();
                var drawn = unchecked(seed + n);
                Cache.IsLarge = long.IsEvenInteger(drawn);
                if (law.Counterexample(drawn, machine) is { } counterexample)
                {
                    return new(law.Name, n + 1, false, counterexample, Replay(law, drawn), clock.Elapsed.TotalSeconds);
                }

                progress?.Report(new(law, n + 1, clock.Elapsed.TotalSeconds));
            }
        }
        finally
        {
            Cache.IsLarge = Cache.IsLargeHere;
        }

        return new(law.Name, cases, true, null, null, clock.Elapsed.TotalSeconds);
    }

    private string Replay(Law law, long failing)
    {
        var threads = machine.Threads is [var count] ? FormattableString.Invariant($" --threads {count}") : "";
        return FormattableString.Invariant($"--law {law.Name} --cases 1 --seed {failing}{machine.WidthOption}{threads}");
    }
}
