using System.Numerics;
using Backprop.Tensors.Kernels;

namespace Backprop.Tensors.Tests.Kernels;

public class LossesTests
{
    private static readonly (Loss Loss, Activation Output)[] s_all =
    [
        .. from loss in Loss.All.Append(Loss.Huber(0.3))
           from output in Activation.All.Append(Activation.Elu(0.7))
           where (loss.Kind == LossKind.SoftmaxCrossEntropy) == (output.Kind == ActivationKind.Softmax)
           where loss.Kind != LossKind.BinaryCrossEntropy || output.Kind == ActivationKind.Sigmoid
           select (loss, output),
    ];

    [Theory]
    [MemberData(nameof(Widths.All), MemberType = typeof(Widths))]
    public void Every_loss_of_a_sample_has_the_bits_of_the_reference(int width)
    {
        Widths.Run(width, new ValuesTrial<float>());
        Widths.Run(width, new ValuesTrial<double>());
    }

    [Theory]
    [MemberData(nameof(Widths.All), MemberType = typeof(Widths))]
    public void Every_output_delta_has_the_bits_of_the_reference_with_and_without_weights(int width)
    {
        Widths.Run(width, new DeltaTrial<float>());
        Widths.Run(width, new DeltaTrial<double>());
    }

    private sealed class ValuesTrial<T> : ITrial<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run<V, D>()
            where V : struct, ILanes<V, T>, IWidening<V, D, T>
            where D : struct, ILanes<D, double>
        {
            foreach (var (outputs, samples) in OutputCase<T>.Shapes)
            {
                foreach (var loss in s_all.Select(pair => pair.Loss).Distinct())
                {
                    Check<V, D>(loss, new OutputCase<T>(outputs, samples, isWild: false));
                    Check<V, D>(loss, new OutputCase<T>(outputs, samples, isWild: true));
                }
            }
        }

        private static void Check<V, D>(Loss loss, OutputCase<T> test)
            where V : struct, ILanes<V, T>, IWidening<V, D, T>
            where D : struct, ILanes<D, double>
        {
            var (z, a, t) = (test.ToMatrix(test.Z), test.ToMatrix(test.A), test.ToMatrix(test.Targets));
            double[] expected = [.. Enumerable.Range(0, test.Samples).Select(n => Reference.Losses.Value(loss, z, a, t, n))];

            var (values, m, sums) = (new double[test.Samples], new double[test.Samples], new double[test.Samples]);
            var scratch = new double[test.Z.Length];
            Softmax<V, D, T>.Forward(test.Z, test.Outputs, new T[test.Z.Length], scratch, m, sums);
            Losses<V, D, T>.Values(loss, test.Batch, m, sums, scratch, values);

            Bits.Equal(expected, values, n => $"{loss} of sample {n}, {test}");
        }
    }

    private sealed class DeltaTrial<T> : ITrial<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run<V, D>()
            where V : struct, ILanes<V, T>, IWidening<V, D, T>
            where D : struct, ILanes<D, double>
        {
            foreach (var (outputs, samples) in OutputCase<T>.Shapes)
            {
                var test = new OutputCase<T>(outputs, samples, isWild: outputs % 2 == 1);
                foreach (var (loss, output) in s_all)
                {
                    Check<V, D>(loss, output, Reduction.Mean, test, isWeighted: false);
                    Check<V, D>(loss, output, Reduction.Sum, test, isWeighted: false);
                    Check<V, D>(loss, output, Reduction.Mean, test, isWeighted: true);
                }
            }
        }

        private static void Check<V, D>(Loss loss, Activation output, Reduction reduction, OutputCase<T> test, bool isWeighted)
            where V : struct, ILanes<V, T>, IWidening<V, D, T>
            where D : struct, ILanes<D, double>
        {
            var spec = new NetworkSpec(1, [new(test.Outputs, output)], loss, reduction);
            var samples = test.ToSamples(isWeighted);
            var expected = new T[test.Outputs, test.Samples];
            Reference.Losses.OutputDelta(
                spec, test.ToMatrix(test.Z), test.ToMatrix(test.A), test.ToMatrix(test.Targets), samples, expected);

            var dz = new T[test.Z.Length];
            Losses<V, D, T>.OutputDelta(loss, output, test.Batch, samples.Weights, Reference.Losses.Divisor(spec, samples), dz);

            Bits.Equal(test.ToArray(expected), dz, i => $"Delta {i}, {loss} on {output}, {reduction}, weighted {isWeighted}, {test}");
        }
    }
}
