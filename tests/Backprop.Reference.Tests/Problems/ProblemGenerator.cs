using FsCheck;
using FsCheck.Fluent;

namespace Backprop.Reference.Tests;

/// <summary>Problems whose sizes crowd the edges of vector registers and tiles; they shrink by shape, never by number.</summary>
public static class ProblemGenerator
{
    private static readonly int[] Widths = [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17];
    private static readonly int[] Batches = [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33];
    private static readonly Activation[] Hidden =
        [.. Activation.All.Where(f => f != Activation.Softmax), Activation.LeakyRelu(0.25), Activation.Elu(0.5)];

    public static Arbitrary<Problem> Problems() => Arb.From(Generated, Shrunk);

    private static Gen<Problem> Generated =>
        from inputs in Gen.Elements(Widths)
        from depth in Gen.Choose(0, 3)
        from hidden in Gen.ArrayOf(HiddenLayer, depth)
        from loss in Gen.Elements<Loss>([.. Loss.All, Loss.Huber(0.5)])
        from units in Gen.Elements(Widths)
        from output in Gen.Elements(OutputsFor(loss))
        from hasBias in Gen.Elements(true, true, false)
        from reduction in Gen.Elements(Reduction.Mean, Reduction.Sum)
        from batch in Gen.Elements(Batches)
        from seed in Gen.Choose(0, 1_000_000)
        select new Problem(new(inputs, [.. hidden, new(units, output, hasBias)], loss, reduction), batch, seed);

    private static Gen<LayerSpec> HiddenLayer =>
        from units in Gen.Elements(Widths)
        from activation in Gen.Elements(Hidden)
        from hasBias in Gen.Elements(true, true, false)
        select new LayerSpec(units, activation, hasBias);

    /// <summary>The output activations that a loss goes with.</summary>
    public static Activation[] OutputsFor(Loss loss) => loss.Kind switch
    {
        LossKind.SoftmaxCrossEntropy => [Activation.Softmax],
        LossKind.BinaryCrossEntropy => [Activation.Sigmoid],
        _ => Hidden,
    };

    /// <summary>A smaller batch, fewer layers, narrower layers, fewer inputs: one thing at a time.</summary>
    private static IEnumerable<Problem> Shrunk(Problem problem)
    {
        var spec = problem.Spec;
        foreach (var batch in Smaller(problem.Batch))
        {
            yield return problem with { Batch = batch };
        }

        for (var l = 0; l < spec.Layers.Length - 1; l++)
        {
            yield return problem with { Spec = new(spec.Inputs, spec.Layers.RemoveAt(l), spec.Loss, spec.Reduction) };
        }

        for (var l = 0; l < spec.Layers.Length; l++)
        {
            foreach (var units in Smaller(spec.Layers[l].Units))
            {
                var narrower = new LayerSpec(units, spec.Layers[l].Activation, spec.Layers[l].HasBias);
                yield return problem with { Spec = new(spec.Inputs, spec.Layers.SetItem(l, narrower), spec.Loss, spec.Reduction) };
            }
        }

        foreach (var inputs in Smaller(spec.Inputs))
        {
            yield return problem with { Spec = new(inputs, spec.Layers, spec.Loss, spec.Reduction) };
        }
    }

    private static IEnumerable<int> Smaller(int size) =>
        new[] { 1, size / 2, size - 1 }.Where(smaller => smaller >= 1 && smaller < size).Distinct();
}
