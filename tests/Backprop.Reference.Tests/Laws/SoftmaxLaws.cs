using System.Numerics;
using FsCheck.Xunit;
using static Backprop.Reference.Precision;

namespace Backprop.Reference.Tests;

/// <summary>Softmax is a distribution, and its cross-entropy finite.</summary>
[Properties(Arbitrary = [typeof(ProblemGenerator)])]
public class SoftmaxLaws
{
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
