using FsCheck.Xunit;

namespace Backprop.Reference.Tests;

/// <summary>What holds for whole runs, of every optimizer.</summary>
[Properties(Arbitrary = [typeof(ProblemGenerator)], MaxTest = 30)]
public class TrainingLaws
{
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
}
