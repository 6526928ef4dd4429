using System.Numerics;
using FsCheck.Xunit;
using static Backprop.Reference.Precision;

namespace Backprop.Reference.Tests;

/// <summary>Softmax and its cross-entropy: a distribution that forgets what all logits share.</summary>
[Properties(Arbitrary = [typeof(ProblemGenerator)])]
public class SoftmaxLaws
{
    private static readonly double[] Shifts = [1, -3.7, 100, 1e4, -1e4];

    [Property]
    public void Adding_a_constant_to_all_logits_changes_neither_outputs_nor_loss_nor_gradient(Problem problem)
    {
        var shift = Shifts[problem.Seed % Shifts.Length];
        Shifted<double>(WithSoftmax(problem), shift);
        Shifted<float>(WithSoftmax(problem), shift);
    }

    [Property]
    public void Outputs_are_positive_and_sum_to_one(Problem problem)
    {
        SumsToOne<double>(WithSoftmax(problem), Math.Pow(2, -52));
        SumsToOne<float>(WithSoftmax(problem), Math.Pow(2, -23));
    }

    [Theory]
    [InlineData(1e4)]
    [InlineData(-1e4)]
    [InlineData(89)]
    public void Huge_logits_give_finite_losses(double logit)
    {
        Assert.Equal(Math.Max(-logit, 0), Loss(Activation.Softmax, [1, 0], [logit, 0]), 1e-9);
        Assert.Equal(Math.Max(-logit, 0), Loss(Activation.Sigmoid, [1], [logit]), 1e-9);

        static double Loss(Activation f, double[] target, double[] logits)
        {
            var spec = new NetworkSpec(1, [new(logits.Length, f)], f == Activation.Sigmoid ? Backprop.Loss.BinaryCrossEntropy : null);
            var network = new Network<double>(spec, initializer: Initializer.Constant(0));
            Columns.Overwrite(network.Layers[0].B!, (o, _) => logits[o]);
            return network.ComputeLoss(Samples<double>.FromRows([[0]], [target]));
        }
    }

    private static Problem WithSoftmax(Problem problem)
    {
        var layers = problem.Spec.Layers;
        return problem with
        {
            Spec = new(
                problem.Spec.Inputs,
                layers.SetItem(layers.Length - 1, new(problem.Spec.Outputs, Activation.Softmax)),
                Backprop.Loss.SoftmaxCrossEntropy,
                problem.Spec.Reduction),
        };
    }

    private static void Shifted<T>(Problem problem, double shift)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (network, shifted, samples) = (problem.MakeNetwork<T>(), problem.MakeNetwork<T>(), problem.MakeSamples<T>());
        var b = shifted.Layers[^1].B!;
        Columns.Overwrite(b, (o, n) => b[o, n] + Rounded<T>(shift));
        var (expected, actual) = (network.ComputeGradient(samples), shifted.ComputeGradient(samples));

        // The shifted network's bound has the shift's own rounding in it: its bias is |b + shift|.
        var (one, other) = (ErrorBound.Of(network, samples), ErrorBound.Of(shifted, samples));
        Near.Within(one.Loss + other.Loss, expected, actual, "loss");
        Near.SameGradients(network, one, shifted, other);
    }

    private static void SumsToOne<T>(Problem problem, double epsilon)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var samples = problem.MakeSamples<T>();
        var a = problem.MakeNetwork<T>().Predict(Columns.Of(samples.Inputs, samples.InputSize));
        for (var n = 0; n < samples.Count; n++)
        {
            var column = Columns.Flat(Columns.Select(a, n)).Select(Wide).ToArray();
            Assert.All(column, p => Assert.InRange(p, 0, 1));
            Near.Within((column.Length + 1) * epsilon, 1, column.Sum(), $"sum of sample {n}");
        }
    }
}
