using System.Numerics;

namespace Backprop.Verification;

internal static class GradientBits
{
    public static Law<Problem> Law { get; } = new Law<Problem>(
        "gradient-bits",
        "loss, outputs, every layer's z, a and δ, and the gradient of any network have the bits of the reference at every width and number of threads",
        "the promise that the vectorized engine computes what the textbook's loops do",
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
        var (spec, parameters) = (problem.Spec, problem.MakeParameters<T>());
        var samples = problem.MakeSamples<T>(problem.IsWeighted, isWild: true);
        var expected = new ReferenceSubject<T>(spec, parameters).Backpropagate(samples);
        foreach (var engine in machine.Engines(spec, parameters))
        {
            var actual = engine.Backpropagate(samples);
            for (var l = 0; l < spec.Layers.Length; l++)
            {
                Bits.Same<T>(expected.Z[l], actual.Z[l], $"z of layer {l + 1}, {engine}");
                Bits.Same<T>(expected.A[l], actual.A[l], $"a of layer {l + 1}, {engine}");
            }

            Bits.Same(expected.Loss, actual.Loss, $"loss, {engine}");
            for (var l = spec.Layers.Length - 1; l >= 0; l--)
            {
                Bits.Same<T>(expected.Delta[l], actual.Delta[l], $"δ of layer {l + 1}, {engine}");
            }

            Bits.Same<T>(expected.Gradient, actual.Gradient, $"gradient, {engine}");
            Bits.Same(expected.Loss, engine.Loss(samples), $"loss alone, {engine}");
            Bits.Same<T>(expected.A[^1], engine.Predict(samples), $"outputs, {engine}");
        }
    }
}
