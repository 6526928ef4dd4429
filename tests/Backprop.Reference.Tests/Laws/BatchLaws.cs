using System.Numerics;
using FsCheck.Xunit;

namespace Backprop.Reference.Tests;

/// <summary>What a sample's company in a batch does not change: bits.</summary>
[Properties(Arbitrary = [typeof(ProblemGenerator)])]
public class BatchLaws
{
    [Property]
    public void A_sample_alone_and_in_a_batch_gives_the_same_bits(Problem problem)
    {
        Alone<double>(problem);
        Alone<float>(problem);
    }

    [Property]
    public void Evaluation_in_chunks_of_any_size_gives_the_same_bits(Problem problem, byte size)
    {
        InChunks<double>(problem, size);
        InChunks<float>(problem, size);
    }

    [Property]
    public void Sample_weights_of_one_are_no_weights(Problem problem)
    {
        UnitWeights<double>(problem);
        UnitWeights<float>(problem);
    }

    private static void Alone<T>(Problem problem)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (network, alone, samples) = (problem.MakeNetwork<T>(), problem.MakeNetwork<T>(), problem.MakeSamples<T>());
        network.ComputeGradient(samples);
        for (var n = 0; n < samples.Count; n++)
        {
            alone.ComputeGradient(samples.Select([n]));
            for (var l = 0; l < network.Layers.Count; l++)
            {
                var (together, single) = (network.Layers[l], alone.Layers[l]);
                Bits.Same(Columns.Select(together.Z, n), single.Z, $"z of layer {l}, sample {n}");
                Bits.Same(Columns.Select(together.A, n), single.A, $"a of layer {l}, sample {n}");
                if (problem.Spec.Reduction == Reduction.Sum)
                {
                    Bits.Same(Columns.Select(together.DZ, n), single.DZ, $"δ of layer {l}, sample {n}");
                }
            }
        }
    }

    private static void InChunks<T>(Problem problem, byte size)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (network, samples) = (problem.MakeNetwork<T>(), problem.MakeSamples<T>(isWeighted: true));
        var total = 0.0;
        foreach (var chunk in Enumerable.Range(0, samples.Count).Chunk(1 + (size % samples.Count)))
        {
            network.ComputeGradient(samples.Select(chunk), default, ref total);
        }

        Bits.Same(network.ComputeLoss(samples), total / Losses.Divisor(problem.Spec, samples), "loss");
    }

    private static void UnitWeights<T>(Problem problem)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (expected, actual, samples) = (problem.MakeNetwork<T>(), problem.MakeNetwork<T>(), problem.MakeSamples<T>());
        var weights = Enumerable.Repeat(1.0, samples.Count).ToArray();
        var weighted = new Samples<T>(samples.InputSize, samples.Inputs.ToArray(), samples.TargetSize, samples.Targets.ToArray(), weights);
        Bits.Same(expected.ComputeGradient(samples), actual.ComputeGradient(weighted), "loss");
        Bits.SameGradients(expected, actual);
    }
}
