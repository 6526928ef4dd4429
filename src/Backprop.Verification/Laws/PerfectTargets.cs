using System.Numerics;

namespace Backprop.Verification;

internal static class PerfectTargets
{
    public static Law Law { get; } = new Law<Problem>(
        "perfect-targets",
        "targets that equal the outputs give a gradient of 0, and training with any optimizer without decay changes no bit",
        "that a network which is right is left alone",
        ProblemGenerator.Problems(),
        (problem, machine) =>
        {
            Check<float>(problem, machine);
            Check<double>(problem, machine);
        });

    private static void Check<T>(Problem problem, Machine machine)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (drawn, parameters) = (problem.MakeSamples<T>(), problem.MakeParameters<T>());
        var optimizer = TrainingBits.OptimizerOf(problem) is var each && each is AdamW adam ? adam with { WeightDecay = 0 } : each;
        var settings = new TrainingSettings { Epochs = 2, BatchSize = optimizer is Rprop ? TrainingSettings.FullBatch : 5, Optimizer = optimizer };
        foreach (var subject in machine.Subjects(problem.Spec, parameters))
        {
            var samples = new Samples<T>(drawn.InputSize, drawn.Inputs.ToArray(), drawn.TargetSize, subject.Predict(drawn));
            if (subject.Backpropagate(samples).Gradient.Any(g => g != T.Zero))
            {
                throw new LawBrokenException($"the gradient of {typeof(T).Name} is not 0, {subject}");
            }

            subject.Train(samples, settings);
            Bits.Same<T>(parameters, subject.Parameters, $"parameters after {optimizer.Name}, {subject}");
        }
    }
}
