using System.Numerics;
using FsCheck.Xunit;
using static Backprop.Reference.Precision;

namespace Backprop.Reference.Tests;

/// <summary>Symmetries that survive rounding: bits.</summary>
[Properties(Arbitrary = [typeof(ProblemGenerator)])]
public class SymmetryLaws
{
    [Property]
    public void A_zero_input_column_changes_nothing_and_has_a_zero_gradient(Problem problem)
    {
        ZeroColumn<double>(problem);
        ZeroColumn<float>(problem);
    }

    [Property]
    public void Negating_inputs_and_biases_of_a_tanh_network_negates_its_outputs(Problem problem)
    {
        OddSymmetry<double>(With(problem, Activation.Tanh));
        OddSymmetry<float>(With(problem, Activation.Tanh));
    }

    [Property]
    public void Scaling_inputs_and_biases_of_a_relu_network_by_a_power_of_two_scales_its_outputs(Problem problem, sbyte power)
    {
        foreach (var f in new[] { Activation.Relu, Activation.LeakyRelu(), Activation.Identity })
        {
            Homogeneity<double>(With(problem, f), Math.ScaleB(1, power % 20));
            Homogeneity<float>(With(problem, f), Math.ScaleB(1, power % 20));
        }
    }

    /// <summary>The problem's shapes with one activation on every layer.</summary>
    private static Problem With(Problem problem, Activation f) => problem with
    {
        Spec = new(problem.Spec.Inputs, problem.Spec.Layers.Select(layer => new LayerSpec(layer.Units, f, layer.HasBias))),
    };

    private static void ZeroColumn<T>(Problem problem)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (spec, samples) = (problem.Spec, problem.MakeSamples<T>());
        var at = (int)(problem.Seed % (spec.Inputs + 1));
        var padded = new Problem(new(spec.Inputs + 1, spec.Layers, spec.Loss, spec.Reduction), problem.Batch, problem.Seed).MakeNetwork<T>();
        var network = problem.MakeNetwork<T>();
        foreach (var (from, to) in network.Layers.Zip(padded.Layers))
        {
            var isFirst = from == network.Layers[0];
            Columns.Overwrite(to.W, (o, i) => isFirst && i == at ? to.W[o, i] : from.W[o, isFirst && i > at ? i - 1 : i]);
        }

        var x = Columns.Of(samples.Inputs, spec.Inputs);
        var wider = new T[spec.Inputs + 1, samples.Count];
        Columns.Overwrite(wider, (i, n) => i == at ? T.Zero : x[i > at ? i - 1 : i, n]);
        var others = Enumerable.Range(0, spec.Inputs + 1).Where(i => i != at).ToArray();

        Bits.Same(
            network.ComputeGradient(samples),
            padded.ComputeGradient(new(spec.Inputs + 1, Columns.Flat(wider), spec.Outputs, samples.Targets.ToArray())),
            "loss");
        Bits.Same(network.Layers[0].DW, Columns.Select(padded.Layers[0].DW, others), "dw of layer 0");
        Bits.Same(new T[spec.Layers[0].Units, 1], Columns.Select(padded.Layers[0].DW, at), "dw of the column");
        foreach (var (e, a) in network.Parameters.Zip(padded.Parameters).Skip(1))
        {
            Bits.Same(e.Gradient, a.Gradient, "gradient");
        }
    }

    /// <summary>Apart from the sign of zeros: a sum starts at +0 either way.</summary>
    private static void OddSymmetry<T>(Problem problem)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (network, negated) = (problem.MakeNetwork<T>(), problem.MakeNetwork<T>());
        var x = Columns.Of(problem.MakeSamples<T>().Inputs, problem.Spec.Inputs);
        ScaleBiases(negated, -T.One);
        var (expected, actual) = (network.Predict(x), negated.Predict(Columns.Map(x, v => -v)));
        Bits.Same(Columns.Map(expected, v => v + T.Zero), Columns.Map(actual, v => -v + T.Zero), "output");
    }

    private static void Homogeneity<T>(Problem problem, double scale)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (network, scaled, c) = (problem.MakeNetwork<T>(), problem.MakeNetwork<T>(), Rounded<T>(scale));
        var x = Columns.Of(problem.MakeSamples<T>().Inputs, problem.Spec.Inputs);
        ScaleBiases(scaled, c);
        Bits.Same(Columns.Map(network.Predict(x), a => c * a), scaled.Predict(Columns.Map(x, v => c * v)), "output");
    }

    private static void ScaleBiases<T>(Network<T> network, T scale)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (var b in network.Layers.Select(layer => layer.B).OfType<T[,]>())
        {
            Columns.Overwrite(b, (o, n) => scale * b[o, n]);
        }
    }
}
