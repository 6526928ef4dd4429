using System.Numerics;

namespace Backprop.Verification;

internal static class CallersArrays
{
    public static Law Law { get; } = new Law<Problem>(
        "callers-arrays",
        "prediction, loss, gradient and training leave the caller's inputs, targets and sample weights as they were, and all but training the parameters",
        "data that can be shared without copies",
        ProblemGenerator.Problems(),
        (problem, machine) =>
        {
            Check<float>(problem, machine);
            Check<double>(problem, machine);
        });

    private static void Check<T>(Problem problem, Machine machine)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (samples, before) = (problem.MakeSamples<T>(problem.IsWeighted), problem.MakeSamples<T>(problem.IsWeighted));
        var (parameters, optimizer) = (problem.MakeParameters<T>(), TrainingBits.OptimizerOf(problem));
        var settings = new TrainingSettings
        {
            Epochs = 2,
            BatchSize = optimizer is Rprop ? TrainingSettings.FullBatch : 5,
            Optimizer = optimizer,
            Dropout = problem.Seed % 2 == 0 ? 0.25 : 0,
        };
        foreach (var subject in machine.Subjects(problem.Spec, parameters))
        {
            subject.Predict(samples);
            Same("prediction");
            subject.Loss(samples);
            Same("a loss");
            subject.Backpropagate(samples);
            Same("a gradient");
            Bits.Same<T>(parameters, subject.Parameters, $"parameters, {subject}");
            subject.Train(samples, settings);
            Same($"training with {optimizer.Name}");

            void Same(string after)
            {
                Bits.Same(before.Inputs, samples.Inputs, $"inputs after {after}, {subject},");
                Bits.Same(before.Targets, samples.Targets, $"targets after {after}, {subject},");
                Bits.Same(before.Weights, samples.Weights, $"sample weights after {after}, {subject},");
            }
        }
    }
}
