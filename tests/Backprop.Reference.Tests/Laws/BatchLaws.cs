using System.Numerics;
using FsCheck.Xunit;

namespace Backprop.Reference.Tests;

/// <summary>What a sample's company in a batch does not change: bits.</summary>
[Properties(Arbitrary = [typeof(ProblemGenerator)])]
public class BatchLaws
{
    [Property]
    public void Evaluation_in_chunks_of_any_size_gives_the_same_bits(Problem problem, byte size)
    {
        InChunks<double>(problem, size);
        InChunks<float>(problem, size);
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
}
