using System.Numerics;
using static Backprop.Reference.Precision;

namespace Backprop.Verification;

internal static class LogitsShift
{
    private static readonly double[] s_shifts = [1, -3.7, 100, 1e4, -1e4];

    public static Law Law { get; } = new Law<Problem>(
        "logits-shift",
        "a constant added to all logits leaves softmax, cross-entropy and their gradient where they were, within the rounding of both, also at ±1e4",
        "losses and gradients that stay finite and right for large logits",
        ProblemGenerator.Problems(),
        (problem, machine) =>
        {
            Check<float>(WithSoftmax(problem), machine);
            Check<double>(WithSoftmax(problem), machine);
        });

    private static Problem WithSoftmax(Problem problem)
    {
        var layers = problem.Spec.Layers.SetItem(problem.Spec.Layers.Length - 1, new(problem.Spec.Outputs, Activation.Softmax));
        return problem with { Spec = new(problem.Spec.Inputs, layers, Loss.SoftmaxCrossEntropy, problem.Spec.Reduction) };
    }

    private static void Check<T>(Problem problem, Machine machine)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (spec, samples, shift) = (problem.Spec, problem.MakeSamples<T>(problem.IsWeighted), s_shifts[problem.Seed % s_shifts.Length]);
        var (network, shifted) = (problem.MakeNetwork<T>(), problem.MakeNetwork<T>());
        var b = shifted.Layers[^1].B!;
        Columns.Overwrite(b, (o, _) => b[o, 0] + Rounded<T>(shift));

        // The shifted network's bound has the shift's own rounding in it: its bias is |b + shift|.
        var (one, other) = (ErrorBound.OfGradient(network, samples), ErrorBound.OfGradient(shifted, samples));
        var gradients = Near.Sum(one.Gradient(spec), other.Gradient(spec));
        var outputs = Near.Sum(Values.Flat(one.Output), Values.Flat(other.Output));
        foreach (var (plain, moved) in machine.Subjects(spec, Parameters(network)).Zip(machine.Subjects(spec, Parameters(shifted))))
        {
            var (expected, actual) = (plain.Backpropagate(samples), moved.Backpropagate(samples));
            Near.Within(outputs, expected.A[^1], actual.A[^1], $"outputs, shift {shift}, {plain},");
            Near.Within(one.Loss + other.Loss, expected.Loss, actual.Loss, $"loss of {typeof(T).Name}, shift {shift}, {plain}");
            Near.Within(gradients, expected.Gradient, actual.Gradient, $"gradient, shift {shift}, {plain},");
        }

        static T[] Parameters(Reference.Network<T> network) => Values.Flat(network.Parameters, part => part.Value);
    }
}
