using System.Numerics;

namespace Backprop.Verification;

internal static class TrainingBits
{
    public static Law Law { get; } = new Law<Problem>(
        "training-bits",
        "some twenty steps of any optimizer, with schedule, penalties, dropout and clipping, end with the loss and the parameters of the reference, to the bit, at every width and number of threads, or diverge as it does",
        "that a trained network can be reproduced on any machine",
        ProblemGenerator.WideProblems(),
        Check);

    public static void Check(Problem problem, Machine machine)
    {
        Check<float>(problem, machine);
        Check<double>(problem, machine);
    }

    private static void Check<T>(Problem problem, Machine machine)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var samples = problem.MakeSamples<T>(problem.IsWeighted);
        samples = problem.IsWeighted && problem.Seed % 2 == 0 ? Thinned(samples) : samples;
        var settings = Settings(problem);
        var parameters = problem.MakeParameters<T>();
        var reference = new ReferenceSubject<T>(problem.Spec, parameters);
        var expected = Outcome(() => reference.Train(samples, settings));
        foreach (var engine in machine.Engines(problem.Spec, parameters))
        {
            var actual = Outcome(() => engine.Train(samples, settings));
            if (IsDiverged(expected) || reference.Parameters.Any(value => !T.IsFinite(value)))
            {
                // The trainer sees an infinite parameter where the epoch ends, and goes back to the last good ones.
                Require(IsDiverged(actual), engine, expected, actual);
                Require(engine.Parameters.All(T.IsFinite), engine, "finite parameters", "others");
                continue;
            }

            Require(actual == expected, engine, expected, actual);
            Bits.Same<T>(reference.Parameters, engine.Parameters, $"parameters after {settings.Optimizer.Name}, {engine}");
        }
    }

    /// <summary>Two of three samples weigh nothing, and so do some batches.</summary>
    private static Samples<T> Thinned<T>(Samples<T> samples)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        samples.WithWeights([.. Enumerable.Range(0, samples.Count).Select(n => n % 3 == 0 ? samples.Weight(n) : 0)]);

    private static bool IsDiverged(string outcome) => outcome.StartsWith("Training diverged", StringComparison.Ordinal);

    private static void Require(bool holds, object engine, string expected, string actual)
    {
        if (!holds)
        {
            throw new LawBrokenException($"{engine}: expected {expected}, got {actual}");
        }
    }

    /// <summary>Each optimizer in turn, and now and then each of what else there is to set.</summary>
    public static TrainingSettings Settings(Problem problem)
    {
        var optimizer = OptimizerOf(problem);
        return new()
        {
            Optimizer = optimizer,
            Epochs = optimizer is Rprop ? 20 : 20 / Math.Min(2, problem.Batch),
            BatchSize = optimizer is Rprop ? TrainingSettings.FullBatch : problem.Seed % 7 == 0 ? 1 : (problem.Batch + 1) / 2,
            Seed = problem.Seed,
            Schedule = new ExponentialDecay(),
            L1 = problem.Seed % 4 == 1 ? 1e-3 : 0,
            L2 = problem.Seed % 4 == 1 ? 2e-3 : 0,
            Dropout = problem.Seed % 5 == 0 ? 0.25 : 0,
            ClipValue = problem.Seed % 8 == 2 ? 0.1 : double.PositiveInfinity,
            ClipNorm = problem.Seed % 4 == 2 ? 0.5 : double.PositiveInfinity,
        };
    }

    /// <summary>The optimizer with which a problem is tried, so that many problems meet each of them.</summary>
    public static Optimizer OptimizerOf(Problem problem) => Optimizer.All[(int)(problem.Seed / 3 % Optimizer.All.Count)];

    /// <summary>A run that diverges is the same run too.</summary>
    private static string Outcome(Func<TrainingResult> train)
    {
        try
        {
            return train().ToString();
        }
        catch (TrainingDivergedException e)
        {
            return e.Message;
        }
    }
}
