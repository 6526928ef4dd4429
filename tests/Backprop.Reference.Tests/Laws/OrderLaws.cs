using System.Numerics;
using FsCheck.Xunit;
using static Backprop.Reference.Precision;

namespace Backprop.Reference.Tests;

/// <summary>What changes the order of a sum only: both results are within their rounding bounds.</summary>
[Properties(Arbitrary = [typeof(ProblemGenerator)])]
public class OrderLaws
{
    [Property]
    public void Permuted_hidden_units_permute_the_gradient(Problem problem)
    {
        PermutedUnits<double>(problem);
        PermutedUnits<float>(problem);
    }

    [Property]
    public void All_layers_identity_are_one_matrix_product(Problem problem)
    {
        var identity = problem.Spec.Layers.Select(layer => new LayerSpec(layer.Units, Activation.Identity, hasBias: false));
        OneProduct<double>(problem with { Spec = new(problem.Spec.Inputs, identity) });
        OneProduct<float>(problem with { Spec = new(problem.Spec.Inputs, identity) });
    }

    private static void PermutedUnits<T>(Problem problem)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (network, permuted, samples) = (problem.MakeNetwork<T>(), problem.MakeNetwork<T>(), problem.MakeSamples<T>());
        Rearrange(network, permuted, problem.Seed, layer => layer.W, layer => layer.B);
        var (expected, actual) = (network.ComputeGradient(samples), permuted.ComputeGradient(samples));
        var (one, other) = (ErrorBound.Of(network, samples), ErrorBound.Of(permuted, samples));
        Near.Within(one.Loss + other.Loss, expected, actual, "loss");
        for (var l = 0; l < network.Layers.Count; l++)
        {
            var (units, inputs) = (Order(network.Spec, l, problem.Seed), Order(network.Spec, l - 1, problem.Seed));
            var (e, a) = (network.Layers[l].DW, permuted.Layers[l].DW);
            var (bound, rearranged) = ((double[,])other.DW[l].Clone(), (T[,])a.Clone());
            Columns.Overwrite(rearranged, (o, i) => e[units[o], inputs[i]]);
            Columns.Overwrite(bound, (o, i) => other.DW[l][o, i] + one.DW[l][units[o], inputs[i]]);
            Near.Within(bound, rearranged, a, $"dw of layer {l}");
        }
    }

    private static void Rearrange<T>(
        Network<T> from, Network<T> to, long seed, Func<DenseLayer<T>, T[,]> weights, Func<DenseLayer<T>, T[,]?> bias)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var l = 0; l < from.Layers.Count; l++)
        {
            var (units, inputs) = (Order(from.Spec, l, seed), Order(from.Spec, l - 1, seed));
            var (w, b) = (weights(from.Layers[l]), bias(from.Layers[l]));
            Columns.Overwrite(weights(to.Layers[l]), (o, i) => w[units[o], inputs[i]]);
            if (b is not null)
            {
                Columns.Overwrite(bias(to.Layers[l])!, (o, _) => b[units[o], 0]);
            }
        }
    }

    /// <summary>The new order of a layer's units; inputs (layer −1) and outputs keep theirs.</summary>
    private static int[] Order(NetworkSpec spec, int layer, long seed) =>
        layer < 0 ? [.. Enumerable.Range(0, spec.Inputs)]
        : layer == spec.Layers.Length - 1 ? [.. Enumerable.Range(0, spec.Outputs)]
        : Permutation.OfEpoch(spec.Layers[layer].Units, seed, layer);

    private static void OneProduct<T>(Problem problem)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var network = problem.MakeNetwork<T>();
        var x = Columns.Of(problem.MakeSamples<T>().Inputs, problem.Spec.Inputs);
        var actual = network.Predict(x);
        var (product, size) = (Columns.Map(network.Layers[0].W, w => w), Columns.Map(network.Layers[0].W, T.Abs));
        foreach (var w in network.Layers.Skip(1).Select(layer => layer.W))
        {
            (product, size) = (Product(w, product), Product(Columns.Map(w, T.Abs), size));
        }

        // Either way each term passes through a rounding per factor and per addition: Σ(in + 1) units of ε for all layers.
        var roundings = problem.Spec.Layers.Select((_, l) => problem.Spec.InputsOf(l) + 1).Sum();
        var epsilon = typeof(T) == typeof(double) ? Math.Pow(2, -52) : Math.Pow(2, -23);
        var terms = Product(size, Columns.Map(x, T.Abs));
        var bound = new double[terms.GetLength(0), terms.GetLength(1)];
        Columns.Overwrite(bound, (o, n) => 2 * roundings * epsilon * Wide(terms[o, n]));
        Near.Within(bound, Product(product, x), actual, "output");
    }

    private static T[,] Product<T>(T[,] a, T[,] b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var product = new T[a.GetLength(0), b.GetLength(1)];
        Products.Forward(a, null, b, product);
        return product;
    }
}
