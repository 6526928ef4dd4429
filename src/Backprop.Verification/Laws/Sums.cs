using System.Numerics;
using static Backprop.Reference.Precision;
using static Backprop.Verification.Near;

namespace Backprop.Verification;

/// <summary>A batch is the sum, or the mean, of its samples: within the rounding bounds of both ways to add.</summary>
internal static class Sums
{
    public static Law OfSamples { get; } = new Law<Problem>(
        "samples-add-up",
        "under the sum reduction, the gradients of single samples add up to that of the batch, within the rounding of both",
        "that a batch is no more than its samples",
        ProblemGenerator.Problems(),
        (problem, machine) =>
        {
            AddUp<float>(With(problem, Reduction.Sum), machine);
            AddUp<double>(With(problem, Reduction.Sum), machine);
        });

    public static Law Mean { get; } = new Law<Problem>(
        "mean-is-sum-over-count",
        "mean loss and gradient are those of the sum divided by the number of samples, within the rounding of both",
        "what the two reductions mean",
        ProblemGenerator.Problems(),
        (problem, machine) =>
        {
            SumOverCount<float>(problem, machine);
            SumOverCount<double>(problem, machine);
        });

    private static Problem With(Problem problem, Reduction reduction) =>
        problem with { Spec = new(problem.Spec.Inputs, problem.Spec.Layers, problem.Spec.Loss, reduction) };

    private static void AddUp<T>(Problem problem, Machine machine)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var samples = problem.MakeSamples<T>();
        Samples<T>[] singles = [.. Enumerable.Range(0, samples.Count).Select(n => samples.Select([n]))];
        var bounds = ErrorBound.Of(problem, samples).Gradient(problem.Spec);
        foreach (var single in singles)
        {
            bounds = Sum(bounds, ErrorBound.Of(problem, single).Gradient(problem.Spec));
        }

        foreach (var subject in machine.Subjects(problem.Spec, problem.MakeParameters<T>()))
        {
            var sum = singles.Select(single => Widened(subject.Backpropagate(single).Gradient)).Aggregate(Sum);
            Within(bounds, sum, Widened(subject.Backpropagate(samples).Gradient), $"gradient, {subject}, {typeof(T).Name},");
        }
    }

    private static void SumOverCount<T>(Problem problem, Machine machine)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (sum, mean) = (With(problem, Reduction.Sum), With(problem, Reduction.Mean));
        var (samples, parameters) = (problem.MakeSamples<T>(), problem.MakeParameters<T>());
        var (ofSum, ofMean) = (ErrorBound.Of(sum, samples), ErrorBound.Of(mean, samples));
        var bounds = Sum(Divided(ofSum.Gradient(sum.Spec)), ofMean.Gradient(mean.Spec));
        foreach (var (one, other) in machine.Subjects(sum.Spec, parameters).Zip(machine.Subjects(mean.Spec, parameters)))
        {
            var (s, m) = (one.Backpropagate(samples), other.Backpropagate(samples));
            Within((ofSum.Loss / samples.Count) + ofMean.Loss, s.Loss / samples.Count, m.Loss, $"loss, {one}");
            Within(bounds, Divided(Widened(s.Gradient)), Widened(m.Gradient), $"gradient, {one}, {typeof(T).Name},");
        }

        double[] Divided(double[] values) => [.. values.Select(value => value / samples.Count)];
    }

    private static double[] Widened<T>(T[] values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => [.. values.Select(Wide)];
}
