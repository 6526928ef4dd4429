using System.Numerics;
using Backprop.Tensors.Kernels;

namespace Backprop.Verification;

internal static class LossBits
{
    public static Law Law { get; } = new Law<OutputProblem>(
        "loss-bits",
        "softmax, each sample's loss and the output's δ have the bits of the reference for any numbers, with and without sample weights, at every width",
        "the number that training lowers, and where each gradient begins",
        OutputProblem.Problems(),
        Check);

    private static void Check(OutputProblem problem, Machine machine)
    {
        Check<float>(problem, machine);
        Check<double>(problem, machine);
    }

    private static void Check<T>(OutputProblem p, Machine machine)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (count, stream) = (p.Outputs * p.Batch, RandomStream.FromKey(p.Seed));
        var (z, a) = (Values.Wild<T>(count, p.Seed), Values.Wild<T>(count, p.Seed + 1));
        T[] t = [.. Enumerable.Range(0, count).Select(n => stream.Below(4, 2L * n) == 0 ? a[n] : T.CreateChecked(stream.Uniform((2L * n) + 1)))];
        double[] weights = [.. Enumerable.Range(0, p.IsWeighted ? p.Batch : 0).Select(n => 0.25 * (1 + stream.Below(8, n)))];
        var spec = new NetworkSpec(1, [new(p.Outputs, p.Activation)], p.Loss, p.Reduction);
        var samples = new Samples<T>(1, new T[p.Batch], p.Outputs, t, weights);
        var (rz, ra, rt) = (Columns.Of<T>(z, p.Outputs), Columns.Of<T>(a, p.Outputs), Columns.Of<T>(t, p.Outputs));
        double[] losses = [.. Enumerable.Range(0, p.Batch).Select(n => Reference.Losses.Value(p.Loss, rz, ra, rt, n))];
        var (delta, softmax) = (new T[p.Outputs, p.Batch], new T[p.Outputs, p.Batch]);
        Reference.Losses.OutputDelta(spec, rz, ra, rt, samples, delta);
        Reference.Softmax.Forward(rz, softmax);
        foreach (var width in machine.Widths)
        {
            var kernels = Kernels<T>.At(width);
            var (probabilities, dz) = ((T[])z.Clone(), new T[count]);
            var (scratch, m, sums, values) = (new double[count], new double[p.Batch], new double[p.Batch], new double[p.Batch]);
            kernels.Softmax(probabilities, p.Outputs, probabilities, scratch, m, sums);
            Bits.Same<T>(Values.Flat(softmax), probabilities, $"softmax in place at {width}");
            kernels.LossValues(p.Loss, new(z, a, t, p.Outputs), m, sums, scratch, values);
            Bits.Same<double>(losses, values, $"loss at {width}, T = {typeof(T).Name}, sample");
            kernels.OutputDelta(p.Loss, p.Activation, new(z, a, t, p.Outputs), weights, Reference.Losses.Divisor(spec, samples), dz);
            Bits.Same<T>(Values.Flat(delta), dz, $"δ at {width}");
        }
    }
}
