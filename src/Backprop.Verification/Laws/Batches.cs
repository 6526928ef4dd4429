using System.Numerics;

namespace Backprop.Verification;

/// <summary>What a sample's company in a batch does not change: bits.</summary>
internal static class Batches
{
    public static Law<Problem> Invariance { get; } = new Law<Problem>(
        "batch-invariance",
        "a sample has the same z, a and, under the sum reduction, δ alone and inside any batch, to the bit",
        "predictions that do not depend on what else is predicted with them",
        ProblemGenerator.Problems(),
        (problem, machine) =>
        {
            Alone<float>(problem, machine);
            Alone<double>(problem, machine);
        });

    public static Law UnitWeights { get; } = new Law<Problem>(
        "unit-weights",
        "sample weights of 1 give the bits of no weights",
        "weighted training as an extension of the plain one",
        ProblemGenerator.Problems(),
        (problem, machine) =>
        {
            WeightsOfOne<float>(problem, machine);
            WeightsOfOne<double>(problem, machine);
        });

    private static void Alone<T>(Problem problem, Machine machine)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var samples = problem.MakeSamples<T>();
        foreach (var subject in machine.Subjects(problem.Spec, problem.MakeParameters<T>()))
        {
            var together = subject.Backpropagate(samples);
            for (var n = 0; n < samples.Count; n++)
            {
                var alone = subject.Backpropagate(samples.Select([n]));
                for (var l = 0; l < problem.Spec.Layers.Length; l++)
                {
                    var (layer, units) = (l, problem.Spec.Layers[l].Units);
                    Bits.Same<T>(alone.Z[l], Own(together.Z), $"z of layer {l + 1}, sample {n}, {subject}");
                    Bits.Same<T>(alone.A[l], Own(together.A), $"a of layer {l + 1}, sample {n}, {subject}");
                    if (problem.Spec.Reduction == Reduction.Sum)
                    {
                        Bits.Same<T>(alone.Delta[l], Own(together.Delta), $"δ of layer {l + 1}, sample {n}, {subject}");
                    }

                    ReadOnlySpan<T> Own(T[][] values) => values[layer].AsSpan(n * units, units);
                }
            }
        }
    }

    private static void WeightsOfOne<T>(Problem problem, Machine machine)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var samples = problem.MakeSamples<T>();
        var weights = Enumerable.Repeat(1.0, samples.Count).ToArray();
        var weighted = new Samples<T>(samples.InputSize, samples.Inputs.ToArray(), samples.TargetSize, samples.Targets.ToArray(), weights);
        foreach (var subject in machine.Subjects(problem.Spec, problem.MakeParameters<T>()))
        {
            var (expected, actual) = (subject.Backpropagate(samples), subject.Backpropagate(weighted));
            Bits.Same(expected.Loss, actual.Loss, $"loss, {subject}");
            Bits.Same<T>(expected.Gradient, actual.Gradient, $"gradient, {subject}");
        }
    }
}
