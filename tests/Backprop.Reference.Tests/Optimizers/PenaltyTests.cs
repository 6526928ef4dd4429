using FsCheck.Xunit;

namespace Backprop.Reference.Tests;

/// <summary>What is added to a gradient, and how it is cut.</summary>
[Properties(Arbitrary = [typeof(ProblemGenerator)])]
public class PenaltyTests
{
    [Fact]
    public void L1_adds_the_sign_and_L2_the_weight_and_biases_are_left_alone()
    {
        var network = With([[2, -3, 0]], [5], [[0.5, 0.5, 0.5]], [0.25]);
        Penalties.Apply(network, new() { L1 = 0.125, L2 = 0.25 });
        Assert.Equal([0.5 + 0.125 + 0.5, 0.5 - 0.125 - 0.75, 0.5], network.Layers[0].DW.Cast<double>());
        Assert.Equal(0.25, network.Layers[0].DB![0, 0]);
    }

    [Fact]
    public void Clipping_by_value_cuts_each_element_after_the_penalties()
    {
        var network = With([[2, 0, 0]], [0], [[0.5, -7, 0.25]], [-3]);
        Penalties.Apply(network, new() { L2 = 1, ClipValue = 1 });
        Assert.Equal([1, -1, 0.25], network.Layers[0].DW.Cast<double>());
        Assert.Equal(-1, network.Layers[0].DB![0, 0]);
    }

    [Fact]
    public void Clipping_by_norm_keeps_the_direction()
    {
        var network = With([[0, 0]], [0], [[3, 4]], [12]);
        Assert.Equal(13, Penalties.Norm(network));
        Penalties.Apply(network, new() { ClipNorm = 6.5 });
        Assert.Equal([1.5, 2], network.Layers[0].DW.Cast<double>());
        Assert.Equal(6, network.Layers[0].DB![0, 0]);
        Penalties.Apply(network, new() { ClipNorm = 6.5 });
        Assert.Equal(6, network.Layers[0].DB![0, 0]);
    }

    [Fact]
    public void A_gradient_that_is_not_a_number_stays_one()
    {
        var network = With([[0]], [0], [[double.NaN]], [1]);
        Penalties.Apply(network, new() { ClipValue = 1, ClipNorm = 1 });
        Assert.Equal(double.NaN, network.Layers[0].DW[0, 0]);
    }

    /// <summary>Each element is off by one rounding of the scale and one of its own: the norm by two units at most, and the root's and sum's own.</summary>
    [Property]
    public void After_clipping_the_norm_is_the_limit_at_most(Problem problem)
    {
        foreach (var limit in new[] { 1e-3, 0.5, 1e3 })
        {
            var network = problem.MakeNetwork<float>();
            network.ComputeGradient(problem.MakeSamples<float>());
            var before = Penalties.Norm(network);
            Penalties.Apply(network, new() { ClipNorm = limit });
            var after = Penalties.Norm(network);
            Assert.True(after <= limit * (1 + Math.Pow(2, -22)), $"{after} is above {limit}");
            if (before <= limit)
            {
                Bits.Same(before, after, "norm");
            }
        }
    }

    [Property(MaxTest = 10)]
    public void A_larger_L2_penalty_gives_smaller_weights(Problem problem)
    {
        var sums = new[] { 0, 1.0, 4.0 }.Select(lambda =>
        {
            var network = problem.MakeNetwork<double>();
            Training.Train(network, problem.MakeSamples<double>(), new() { Epochs = 20, BatchSize = TrainingSettings.FullBatch, L2 = lambda, ClipNorm = 1, Optimizer = new Sgd { LearningRate = 0.05 } });
            return network.Layers.Sum(layer => layer.W.Cast<double>().Sum(w => w * w));
        }).ToArray();
        Assert.True(sums[2] < sums[0], $"{sums[2]} with the larger penalty, {sums[0]} without");
    }

    private static Network<double> With(double[][] w, double[] b, double[][] dw, double[] db)
    {
        var network = new Network<double>(new(w[0].Length, [new(w.Length)]));
        var layer = network.Layers[0];
        Columns.Overwrite(layer.W, (o, i) => w[o][i]);
        Columns.Overwrite(layer.B!, (o, _) => b[o]);
        Columns.Overwrite(layer.DW, (o, i) => dw[o][i]);
        Columns.Overwrite(layer.DB!, (o, _) => db[o]);
        return network;
    }
}
