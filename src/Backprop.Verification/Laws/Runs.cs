using System.Numerics;
using Backprop.Tensors;
using Backprop.Tensors.Kernels;

namespace Backprop.Verification;

/// <summary>What a run is worth that comes in pieces: the bits of one that never stopped.</summary>
internal static class Runs
{
    private const int Epochs = 6;

    public static Law<Problem> EpochAtATime { get; } = new Law<Problem>(
        "epoch-at-a-time",
        "n calls of one epoch end with the losses and the parameters of one call of n epochs, to the bit, with patience, plateau and dropout too",
        "training that continues where it stopped: warm start, and custom loops around the trainer",
        ProblemGenerator.Problems(),
        (problem, machine) => OnEach(problem, machine, AtATime<float>, AtATime<double>));

    public static Law<Problem> CheckpointResume { get; } = new Law<Problem>(
        "checkpoint-resume",
        "a run that is cancelled at any step and resumed from its checkpoint ends with the losses and the parameters of one that never was, to the bit",
        "that days of training survive the machine they run on",
        ProblemGenerator.Problems(),
        (problem, machine) => OnEach(problem, machine, Resumed<float>, Resumed<double>));

    private static void OnEach(Problem problem, Machine machine, Action<Problem, Func<Network<float>>> ofFloat, Action<Problem, Func<Network<double>>> ofDouble)
    {
        foreach (var width in machine.Widths)
        {
            ofFloat(problem, () => Network<float>(problem, width));
            ofDouble(problem, () => Network<double>(problem, width));
        }
    }

    private static void AtATime<T>(Problem problem, Func<Network<T>> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (samples, settings) = (problem.MakeSamples<T>(problem.IsWeighted), Settings(problem));
        var (whole, pieces) = (new Trainer<T>(network(), settings), new Trainer<T>(network(), settings));
        var expected = Outcome(() => whole.Fit(samples));
        var actual = Outcome(() =>
        {
            var report = pieces.Fit(samples, epochs: 1);
            for (var epoch = 1; epoch < Epochs && report.Stopped == StopReason.Epochs; epoch++)
            {
                report = pieces.Fit(samples, epochs: 1);
            }

            return report;
        });
        Same(expected, actual, whole.Network, pieces.Network);
    }

    private static void Resumed<T>(Problem problem, Func<Network<T>> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var samples = problem.MakeSamples<T>(problem.IsWeighted);
        var held = problem.Seed % 2 == 0 ? samples : null;
        var path = Path.Combine(Path.GetTempPath(), $"backprop-{Guid.NewGuid():N}.checkpoint");
        var settings = Settings(problem) with { Validation = 0, Patience = held is null ? 0 : 2, Checkpoint = path };
        var batches = Enumerable.Range(0, samples.Count).Chunk(Math.Max(1, samples.Count / 3)).Select(chosen => samples.Select(chosen)).ToArray();
        try
        {
            var (whole, cancelled) = (new Trainer<T>(network(), settings with { Checkpoint = null }), new Trainer<T>(network(), settings));
            var expected = Outcome(() => Fit(whole, settings.Optimizer is Rprop, samples, batches, held, null));
            using var source = new CancellationTokenSource();
            var steps = (int)(problem.Seed % (Epochs * batches.Length));
            var actual = Outcome(() =>
            {
                var first = Fit(cancelled, settings.Optimizer is Rprop, samples, Counted(batches, steps, source), held, source);
                if (first.Stopped != StopReason.Cancelled)
                {
                    return first;
                }

                cancelled = Trainer<T>.Resume(path, settings, network());
                return Fit(cancelled, settings.Optimizer is Rprop, samples, batches, held, null);
            });
            Same(expected, actual, whole.Network, cancelled.Network);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Streams, which can be cancelled at any step; rprop, which needs all samples in one, after an epoch.</summary>
    private static TrainingReport Fit<T>(
        Trainer<T> trainer, bool isFullBatch, Samples<T> samples, IEnumerable<Samples<T>> batches, Samples<T>? held, CancellationTokenSource? source)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        isFullBatch
            ? trainer.Fit(samples, held, progress: new CancelledRun.CancelAfter(2, source), cancellation: source?.Token ?? default)
            : trainer.Fit(batches, held, cancellation: source?.Token ?? default);

    /// <summary>Batches of which one cancels the run.</summary>
    private static IEnumerable<Samples<T>> Counted<T>(Samples<T>[] batches, int steps, CancellationTokenSource source)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var count = steps;
        return Once();

        IEnumerable<Samples<T>> Once()
        {
            foreach (var batch in batches)
            {
                if (count-- == 0)
                {
                    source.Cancel();
                }

                yield return batch;
            }
        }
    }

    /// <summary>Such as those of training-bits, with what only the trainer has.</summary>
    private static TrainingSettings Settings(Problem problem) => TrainingBits.Settings(problem) with
    {
        Epochs = Epochs,
        Validation = problem is { Batch: > 3, Seed: var seed } && seed % 2 == 0 && problem.Spec.Outputs > 1 ? 0.3 : 0,
        Patience = problem is { Batch: > 3, Seed: var even } && even % 4 == 0 && problem.Spec.Outputs > 1 ? 2 : 0,
        Schedule = problem.Seed % 3 == 0 ? new PlateauDecay { Patience = 1, Factor = 0.5 } : new CosineDecay { WarmUp = 2 },
    };

    private static Network<T> Network<T>(Problem problem, VectorWidth width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var network = new Network<T>(problem.Spec, initializer: Initializer.Constant(0)) { Kernels = Kernels<T>.At(width) };
        network.Parameters.CopyFrom(problem.MakeParameters<T>());
        return network;
    }

    private static void Same<T>(string expected, string actual, Network<T> one, Network<T> other)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (expected != actual)
        {
            throw new LawBrokenException($"expected {expected}, got {actual}");
        }

        var (parameters, others) = (new T[one.Parameters.Count], new T[one.Parameters.Count]);
        one.Parameters.CopyTo(parameters);
        other.Parameters.CopyTo(others);
        Bits.Same<T>(parameters, others, "parameters");
    }

    /// <summary>A run that diverges is the same run too.</summary>
    private static string Outcome(Func<TrainingReport> train)
    {
        try
        {
            var report = train();
            return FormattableString.Invariant($"{report}, validation loss {report.ValidationLoss:R}, best {report.BestValidationLoss:R} of epoch {report.BestEpoch}");
        }
        catch (TrainingDivergedException e)
        {
            return e.Message;
        }
    }
}
