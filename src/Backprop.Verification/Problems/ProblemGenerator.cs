using FsCheck;
using FsCheck.Fluent;

namespace Backprop.Verification;

/// <summary>Problems whose sizes crowd the edges of vector registers and tiles; they shrink by shape, never by number.</summary>
public static class ProblemGenerator
{
    private static readonly int[] Widths = [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17];
    private static readonly int[] Batches = [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33];
    private static readonly Activation[] Hidden =
        [.. Activation.All.Where(f => f != Activation.Softmax), Activation.LeakyRelu(0.25), Activation.Elu(0.5)];

    /// <summary>Problems up to 17 wide and three hidden layers deep.</summary>
    public static Arbitrary<Problem> Problems() => Arb.From(Generated(Gen.Elements(Widths), Gen.Elements(Batches), 3), Shrunk);

    /// <summary>Problems up to 70 wide and four hidden layers deep, and now and then one that is large enough for threads.</summary>
    public static Arbitrary<Problem> WideProblems()
    {
        var size = Gen.Frequency((12, Gen.Elements(Widths)), (4, Gen.Elements(31, 32, 33, 63, 64, 65)), (1, Gen.Choose(1, 70)));
        var large = Gen.Elements(97, 128, 150);
        return Arb.From(Gen.Frequency((99, Generated(size, size, 4)), (1, Generated(large, large, 1))), Shrunk);
    }

    private static Gen<Problem> Generated(Gen<int> size, Gen<int> batches, int deepest) =>
        from inputs in size
        from depth in Gen.Choose(0, deepest)
        from hidden in Gen.ArrayOf(HiddenLayer(size), depth)
        from loss in Gen.Elements<Loss>([.. Loss.All, Loss.Huber(0.5)])
        from units in size
        from output in Gen.Elements(OutputsFor(loss))
        from hasBias in Gen.Elements(true, true, false)
        from reduction in Gen.Elements(Reduction.Mean, Reduction.Sum)
        from batch in batches
        from seed in Gen.Choose(0, 1_000_000)
        select new Problem(new(inputs, [.. hidden, new(units, output, hasBias)], loss, reduction), batch, seed);

    private static Gen<LayerSpec> HiddenLayer(Gen<int> size) =>
        from units in size
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

    /// <summary>Sizes to try instead of one, smallest first.</summary>
    internal static IEnumerable<int> Smaller(int size) =>
        new[] { 1, size / 2, size - 1 }.Where(smaller => smaller >= 1 && smaller < size).Distinct();
}
