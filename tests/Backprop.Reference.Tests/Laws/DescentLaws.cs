using FsCheck.Xunit;

namespace Backprop.Reference.Tests;

[Properties(Arbitrary = [typeof(ProblemGenerator)])]
public class DescentLaws
{
    /// <summary>L. Armijo's condition, 1966: some step η lowers the loss by at least half of what the gradient promises, ½·η·‖g‖².</summary>
    [Property]
    public void One_small_enough_step_against_the_gradient_lowers_the_loss(Problem problem)
    {
        var (network, samples) = (problem.MakeNetwork<double>(), problem.MakeSamples<double>());
        var loss = network.ComputeGradient(samples);
        var norm = Penalties.Norm(network);
        if (norm < 1e-6 * loss)
        {
            // Every hidden unit is dead, or a minimum is reached: nothing is promised.
            return;
        }

        var lowered = false;
        for (var rate = 1.0; rate > 1e-9 && !lowered; rate /= 4)
        {
            var moved = problem.MakeNetwork<double>();
            Training.Train(moved, samples, new() { Epochs = 1, BatchSize = TrainingSettings.FullBatch, Optimizer = new Sgd { LearningRate = rate } });
            lowered = moved.ComputeLoss(samples) <= loss - (0.5 * rate * norm * norm);
        }

        Assert.True(lowered, $"no step lowers the loss {loss}, gradient's norm {norm}");
    }
}
