using System.Numerics;

namespace Backprop.Verification;

/// <summary>What changes the order of a sum, or how often its terms occur, only: both results are within their rounding bounds.</summary>
internal static class SampleOrder
{
    public static Law Permuted { get; } = Law(
        "permuted-samples",
        "the full-batch gradient of samples in another order differs by no more than both ways of rounding allow",
        "that the order of data carries no meaning",
        problem => problem,
        new Variant());

    public static Law Duplicated { get; } = Law(
        "duplicated-samples",
        "every sample twice leaves mean loss and gradient where they were, within the rounding of both",
        "the mean as the reduction that does not depend on the number of samples",
        problem => problem with { Spec = new(problem.Spec.Inputs, problem.Spec.Layers, problem.Spec.Loss) },
        new Variant { Times = 2 });

    public static Law Weighted { get; } = Law(
        "weights-as-copies",
        "a sample of weight k is k copies of it, within the rounding of both",
        "what a sample weight means",
        problem => problem,
        new Variant { IsWeightAgainstCopies = true });

    /// <summary>What becomes of the samples.</summary>
    private sealed record Variant
    {
        public int Times { get; init; } = 1;

        public bool IsWeightAgainstCopies { get; init; }

        public (Samples<T> One, Samples<T> Other) Of<T>(Problem problem)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var samples = problem.MakeSamples<T>(!IsWeightAgainstCopies && problem.IsWeighted);
            if (!IsWeightAgainstCopies)
            {
                return (samples, samples.Select([.. Permutation.OfEpoch(samples.Count, problem.Seed, 0).SelectMany(n => Enumerable.Repeat(n, Times))]));
            }

            // Weights 1, 2, 3, 0, 1, …
            double[] weights = [.. Enumerable.Range(1, samples.Count).Select(n => (double)(n % 4))];
            return (
                new(samples.InputSize, samples.Inputs.ToArray(), samples.TargetSize, samples.Targets.ToArray(), weights),
                samples.Select([.. Enumerable.Range(0, samples.Count).SelectMany(n => Enumerable.Repeat(n, (n + 1) % 4))]));
        }
    }

    private static Law<Problem> Law(string name, string equation, string protects, Func<Problem, Problem> suited, Variant variant) =>
        new(name, equation, protects, ProblemGenerator.Problems(), (problem, machine) =>
        {
            Check<float>(suited(problem), variant, machine);
            Check<double>(suited(problem), variant, machine);
        });

    private static void Check<T>(Problem problem, Variant variant, Machine machine)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (one, other) = variant.Of<T>(problem);
        var (boundOfOne, boundOfOther) = (ErrorBound.Of(problem, one), ErrorBound.Of(problem, other));
        var bounds = Near.Sum(boundOfOne.Gradient(problem.Spec), boundOfOther.Gradient(problem.Spec));
        foreach (var subject in machine.Subjects(problem.Spec, problem.MakeParameters<T>()))
        {
            var (expected, actual) = (subject.Backpropagate(one), subject.Backpropagate(other));
            Near.Within(boundOfOne.Loss + boundOfOther.Loss, expected.Loss, actual.Loss, $"loss, {subject}");
            Near.Within(bounds, expected.Gradient, actual.Gradient, $"gradient, {subject}");
        }
    }
}
