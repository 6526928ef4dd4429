using System.Numerics;
using FsCheck.Xunit;

namespace Backprop.Reference.Tests;

/// <summary>What holds for whole runs, of every optimizer.</summary>
[Properties(Arbitrary = [typeof(ProblemGenerator)], MaxTest = 30)]
public class TrainingLaws
{
    [Property]
    public void Training_leaves_the_callers_arrays_alone(Problem problem)
    {
        Unchanged<double>(problem);
        Unchanged<float>(problem);
    }

    [Property]
    public void Cancelled_after_an_epoch_is_a_run_of_that_many_epochs(Problem problem, byte epochs)
    {
        foreach (var optimizer in OptimizersFor(problem))
        {
            Cancelled<double>(problem, optimizer, 1 + (epochs % 3));
            Cancelled<float>(problem, optimizer, 1 + (epochs % 3));
        }
    }

    [Property]
    public void The_same_run_twice_gives_the_same_bits(Problem problem)
    {
        foreach (var optimizer in OptimizersFor(problem))
        {
            var (once, again) = (problem.MakeNetwork<float>(), problem.MakeNetwork<float>());
            var settings = new TrainingSettings { Epochs = 2, BatchSize = BatchSize(optimizer), Optimizer = optimizer, Dropout = 0.25, Seed = problem.Seed };
            Bits.Same(
                Training.Train(once, problem.MakeSamples<float>(), settings).Loss,
                Training.Train(again, problem.MakeSamples<float>(), settings).Loss,
                "loss");
            Bits.SameParameters(once, again);
        }
    }

    /// <summary>All optimizers, one for each problem, so that a run of this law meets each of them several times.</summary>
    private static IEnumerable<Optimizer> OptimizersFor(Problem problem) =>
        [Optimizer.All[(int)(problem.Seed % Optimizer.All.Count)]];

    private static int BatchSize(Optimizer optimizer) => optimizer is Rprop ? TrainingSettings.FullBatch : 5;

    private static void Unchanged<T>(Problem problem)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var drawn = problem.MakeSamples<T>(isWeighted: true);
        var (x, t, weights) = (drawn.Inputs.ToArray(), drawn.Targets.ToArray(), drawn.Weights.ToArray());
        var samples = new Samples<T>(drawn.InputSize, x, drawn.TargetSize, t, weights);
        Training.Train(problem.MakeNetwork<T>(), samples, new() { Epochs = 2, BatchSize = 3, Dropout = 0.5, ClipValue = 0.1 });
        Assert.Equal(drawn.Inputs, x);
        Assert.Equal(drawn.Targets, t);
        Assert.Equal(drawn.Weights, weights);
    }

    private static void Cancelled<T>(Problem problem, Optimizer optimizer, int epochs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (cancelled, limited, samples) = (problem.MakeNetwork<T>(), problem.MakeNetwork<T>(), problem.MakeSamples<T>());
        var settings = new TrainingSettings { Epochs = 10, BatchSize = BatchSize(optimizer), Optimizer = optimizer, Seed = problem.Seed };
        using var source = new CancellationTokenSource();
        var progress = new Told(report =>
        {
            if (report.Epoch == epochs)
            {
                source.Cancel();
            }
        });
        Assert.Throws<OperationCanceledException>(() => Training.Train(cancelled, samples, settings, progress, source.Token));
        Training.Train(limited, samples, settings with { Epochs = epochs });
        Bits.SameParameters(limited, cancelled);
        Assert.Equal(epochs, progress.Reports.Count);
    }
}
