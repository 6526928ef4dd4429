using System.Numerics;

namespace Backprop.Verification;

internal static class CancelledRun
{
    public static Law Law { get; } = new Law<Problem>(
        "cancelled-run",
        "a training that is cancelled after some epochs ends with the bits of a run of that many epochs",
        "that an interrupted training keeps what it has learned",
        ProblemGenerator.Problems(),
        (problem, machine) =>
        {
            Check<float>(problem, machine);
            Check<double>(problem, machine);
        });

    private static void Check<T>(Problem problem, Machine machine)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var samples = problem.MakeSamples<T>(problem.IsWeighted);
        var (parameters, optimizer, epochs) = (problem.MakeParameters<T>(), TrainingBits.OptimizerOf(problem), 1 + (int)(problem.Seed % 3));
        var settings = new TrainingSettings
        {
            Epochs = 10,
            BatchSize = optimizer is Rprop ? TrainingSettings.FullBatch : 5,
            Optimizer = optimizer,
            Seed = problem.Seed,
        };
        foreach (var (cancelled, limited) in machine.Subjects(problem.Spec, parameters).Zip(machine.Subjects(problem.Spec, parameters)))
        {
            using var source = new CancellationTokenSource();
            try
            {
                cancelled.Train(samples, settings, new CancelAfter(epochs, source), source.Token);
                throw new LawBrokenException($"not cancelled, {cancelled}");
            }
            catch (OperationCanceledException)
            {
                limited.Train(samples, settings with { Epochs = epochs });
            }

            Bits.Same<T>(limited.Parameters, cancelled.Parameters, $"parameters after {epochs} epochs of {optimizer.Name}, {cancelled}");
        }
    }

    public sealed class CancelAfter(int epochs, CancellationTokenSource? source) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Epoch == epochs)
            {
                source?.Cancel();
            }
        }
    }
}
