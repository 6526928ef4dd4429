using System.Numerics;
using Backprop.Tensors;
using Backprop.Tensors.Kernels;

namespace Backprop.Verification;

internal static class Chunks
{
    public static Law Law { get; } = new Law<Problem>(
        "chunks",
        "loss and outputs of samples that go forward in chunks of any size have the bits of all at once",
        "evaluation in bounded memory, and an epoch's loss that does not depend on how data is cut up",
        ProblemGenerator.Problems(),
        (problem, machine) =>
        {
            Check<float>(problem, machine);
            Check<double>(problem, machine);
        });

    private static void Check<T>(Problem problem, Machine machine)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (samples, size) = (problem.MakeSamples<T>(problem.IsWeighted, isWild: true), 1 + (int)(problem.Seed % problem.Batch));
        var (parameters, reference, total) = (problem.MakeParameters<T>(), problem.MakeNetwork<T>(), 0.0);
        var whole = new ReferenceSubject<T>(problem.Spec, parameters);
        var (loss, outputs) = (whole.Loss(samples), whole.Predict(samples));
        foreach (var chunk in Enumerable.Range(0, samples.Count).Chunk(size))
        {
            reference.ComputeGradient(samples.Select(chunk), default, ref total);
        }

        Bits.Same(loss, total / Reference.Losses.Divisor(problem.Spec, samples), $"loss in chunks of {size}, reference");
        foreach (var width in machine.Widths)
        {
            var network = new Network<T>(problem.Spec, initializer: Initializer.Constant(0)) { Kernels = Kernels<T>.At(width), Chunk = size };
            network.Parameters.CopyFrom(parameters);
            Bits.Same(loss, network.ComputeLoss(samples), $"loss in chunks of {size}, {width}");
            Bits.Same<T>(outputs, network.Predict(samples.Inputs), $"outputs in chunks of {size}, {width},");
        }
    }
}
