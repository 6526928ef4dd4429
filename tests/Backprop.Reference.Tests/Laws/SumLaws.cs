using System.Numerics;
using FsCheck.Xunit;
using static Backprop.Reference.Precision;

namespace Backprop.Reference.Tests;

/// <summary>A batch is the sum, or the mean, of its samples: within the rounding bounds of both ways to add.</summary>
[Properties(Arbitrary = [typeof(ProblemGenerator)])]
public class SumLaws
{
    [Property]
    public void The_gradients_of_single_samples_add_up_to_that_of_the_batch(Problem problem)
    {
        AddUp<double>(problem);
        AddUp<float>(problem);
    }

    [Property]
    public void The_mean_is_the_sum_divided_by_the_number_of_samples(Problem problem)
    {
        MeanIsSumOverN<double>(problem);
        MeanIsSumOverN<float>(problem);
    }

    private static Problem With(Problem problem, Reduction reduction) =>
        problem with { Spec = new(problem.Spec.Inputs, problem.Spec.Layers, problem.Spec.Loss, reduction) };

    private static void AddUp<T>(Problem problem)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        problem = With(problem, Reduction.Sum);
        var (network, single, samples) = (problem.MakeNetwork<T>(), problem.MakeNetwork<T>(), problem.MakeSamples<T>());
        network.ComputeGradient(samples);
        var bound = ErrorBound.Of(network, samples);
        var sums = network.Layers.Select(layer => new double[layer.DW.GetLength(0), layer.DW.GetLength(1)]).ToArray();
        var errors = bound.DW;
        for (var n = 0; n < samples.Count; n++)
        {
            var sample = samples.Select([n]);
            single.ComputeGradient(sample);
            errors = [.. errors.Zip(ErrorBound.Of(single, sample).DW, Near.Sum)];
            sums = [.. sums.Zip(single.Layers, (sum, layer) => Near.Sum(sum, Widened(layer.DW)))];
        }

        for (var l = 0; l < sums.Length; l++)
        {
            Near.Within(errors[l], sums[l], Widened(network.Layers[l].DW), $"dw of layer {l}");
        }
    }

    private static void MeanIsSumOverN<T>(Problem problem)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (mean, sum) = (With(problem, Reduction.Mean).MakeNetwork<T>(), With(problem, Reduction.Sum).MakeNetwork<T>());
        var samples = problem.MakeSamples<T>();
        var (expected, actual) = (sum.ComputeGradient(samples) / samples.Count, mean.ComputeGradient(samples));
        var (one, other) = (ErrorBound.Of(sum, samples), ErrorBound.Of(mean, samples));
        Near.Within((one.Loss / samples.Count) + other.Loss, expected, actual, "loss");
        for (var l = 0; l < mean.Layers.Count; l++)
        {
            var (s, e) = (Widened(sum.Layers[l].DW), one.DW[l]);
            Near.Within(
                Near.Sum(other.DW[l], Columns.Map(e, v => v / samples.Count)),
                Columns.Map(s, v => v / samples.Count),
                Widened(mean.Layers[l].DW),
                $"dw of layer {l} of {typeof(T).Name}");
        }
    }

    private static double[,] Widened<T>(T[,] matrix)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var wide = new double[matrix.GetLength(0), matrix.GetLength(1)];
        Columns.Overwrite(wide, (o, i) => Wide(matrix[o, i]));
        return wide;
    }
}
