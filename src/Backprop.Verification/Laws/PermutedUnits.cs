using System.Numerics;

namespace Backprop.Verification;

internal static class PermutedUnits
{
    public static Law Law { get; } = new Law<Problem>(
        "permuted-units",
        "hidden units in another order, rows and columns together, leave the loss and permute the gradient, within the rounding of both",
        "that every unit of a layer is treated alike, wherever in a register it lies",
        ProblemGenerator.Problems(),
        (problem, machine) =>
        {
            Check<float>(problem, machine);
            Check<double>(problem, machine);
        });

    private static void Check<T>(Problem problem, Machine machine)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (spec, samples, order) = (problem.Spec, problem.MakeSamples<T>(problem.IsWeighted), Order(problem.Spec, problem.Seed));
        var (network, permuted) = (problem.MakeNetwork<T>(), problem.MakeNetwork<T>());
        var parameters = Values.Flat(network.Parameters, part => part.Value);
        T[] rearranged = [.. order.Select(k => parameters[k])];
        Values.Fill(permuted.Parameters, rearranged, part => part.Value);
        var (one, other) = (ErrorBound.OfGradient(network, samples), ErrorBound.OfGradient(permuted, samples));
        var bounds = one.Gradient(spec);
        bounds = Near.Sum([.. order.Select(k => bounds[k])], other.Gradient(spec));
        foreach (var (plain, moved) in machine.Subjects(spec, parameters).Zip(machine.Subjects(spec, rearranged)))
        {
            var (expected, actual) = (plain.Backpropagate(samples), moved.Backpropagate(samples));
            Near.Within(one.Loss + other.Loss, expected.Loss, actual.Loss, $"loss of {typeof(T).Name}, {plain}");
            Near.Within(bounds, [.. order.Select(k => expected.Gradient[k])], actual.Gradient, $"gradient, {plain},");
        }
    }

    /// <summary>Where each parameter of the permuted network stands in the other one; inputs and outputs keep their places.</summary>
    private static int[] Order(NetworkSpec spec, long seed)
    {
        var (order, first) = (new List<int>(), 0);
        int[] inputs = [.. Enumerable.Range(0, spec.Inputs)];
        for (var l = 0; l < spec.Layers.Length; l++)
        {
            var (layer, start) = (spec.Layers[l], first);
            int[] units = l == spec.Layers.Length - 1 ? [.. Enumerable.Range(0, layer.Units)] : Permutation.OfEpoch(layer.Units, seed, l);
            order.AddRange(inputs.SelectMany(i => units.Select(o => start + (i * layer.Units) + o)));
            first += inputs.Length * layer.Units;
            order.AddRange(layer.HasBias ? units.Select(o => first + o) : []);
            first += layer.HasBias ? layer.Units : 0;
            inputs = units;
        }

        return [.. order];
    }
}
