using System.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace Backprop.Tensors.Tests;

/// <summary>A network, a batch and a seed for all numbers in them.</summary>
public sealed record Problem(int Inputs, LayerSpec[] Layers, Loss Loss, Reduction Reduction, int Batch, bool IsWeighted, int Seed)
{
    public NetworkSpec Spec => new(Inputs, Layers, Loss, Reduction);

    /// <summary>Samples that the loss allows.</summary>
    public Samples<T> Samples<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var outputs = Spec.Outputs;
        var stream = RandomStream.FromKey(Seed);
        var targets = new T[outputs * Batch];
        for (var n = 0; n < targets.Length; n++)
        {
            targets[n] = T.CreateChecked(Loss.Kind switch
            {
                LossKind.SoftmaxCrossEntropy => n % outputs == stream.Below(outputs, n / outputs) ? 1 : 0,
                LossKind.BinaryCrossEntropy => stream.Below(3, n) * 0.5,
                _ => (2 * stream.Uniform(n)) - 1,
            });
        }

        var weights = IsWeighted ? Enumerable.Range(0, Batch).Select(n => 0.25 * (1 + stream.Below(8, n))).ToArray() : [];
        return new(Inputs, Values.Of<T>(Inputs * Batch, Seed + 1), outputs, targets, weights);
    }

    /// <summary>Shapes of 0 to 4 hidden layers and up to 70 units that crowd the edges of lanes and tiles.</summary>
    public static Arbitrary<Problem> Problems()
    {
        var size = Gen.Frequency((3, Gen.Choose(1, 9)), (2, Gen.Elements(15, 16, 17, 31, 32, 33, 63, 64, 65)), (1, Gen.Choose(1, 70)));
        var hiddenLayer =
            from units in size
            from activation in Gen.Elements(Activation.All.Where(f => f.Kind != ActivationKind.Softmax))
            from bias in Gen.Elements(true, true, false)
            select new LayerSpec(units, activation, bias);
        var problem =
            from inputs in size
            from depth in Gen.Choose(0, 4)
            from hidden in Gen.ArrayOf(hiddenLayer, depth)
            from last in hiddenLayer
            from loss in Gen.Elements<Loss>(Loss.All)
            from reduction in Gen.Elements(Reduction.Mean, Reduction.Sum)
            from batch in size
            from weighted in Gen.Elements(false, false, true)
            from seed in Gen.Choose(0, 1_000_000)
            select new Problem(inputs, [.. hidden, new(last.Units, OutputFor(loss, last.Activation), last.HasBias)], loss, reduction, batch, weighted, seed);
        return Arb.From(problem, Shrink);
    }

    public override string ToString() =>
        $"{Spec}, bias {string.Join(',', Layers.Select(l => l.HasBias))}, {Loss}, {Reduction}, batch {Batch}, weighted {IsWeighted}, seed {Seed}";

    private static Activation OutputFor(Loss loss, Activation drawn) => loss.Kind switch
    {
        LossKind.SoftmaxCrossEntropy => Activation.Softmax,
        LossKind.BinaryCrossEntropy => Activation.Sigmoid,
        _ => drawn,
    };

    private static IEnumerable<Problem> Shrink(Problem p)
    {
        for (var l = 0; l < p.Layers.Length - 1; l++)
        {
            yield return p with { Layers = [.. p.Layers[..l], .. p.Layers[(l + 1)..]] };
        }

        for (var l = 0; l < p.Layers.Length; l++)
        {
            var layer = p.Layers[l];
            foreach (var units in Smaller(layer.Units))
            {
                yield return p with { Layers = [.. p.Layers[..l], new(units, layer.Activation, layer.HasBias), .. p.Layers[(l + 1)..]] };
            }
        }

        foreach (var inputs in Smaller(p.Inputs))
        {
            yield return p with { Inputs = inputs };
        }

        foreach (var batch in Smaller(p.Batch))
        {
            yield return p with { Batch = batch };
        }
    }

    private static IEnumerable<int> Smaller(int size) => new[] { size / 2, size - 1 }.Where(smaller => smaller > 0).Distinct();
}
