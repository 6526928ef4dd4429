using System.Numerics;
using Backprop.Tensors.Kernels;

namespace Backprop.Tensors.Tests.Kernels;

public class SoftmaxTests
{
    [Theory]
    [MemberData(nameof(Widths.All), MemberType = typeof(Widths))]
    public void Softmax_has_the_bits_of_the_reference_in_any_shape_and_in_place(int width)
    {
        Widths.Run(width, new Trial<float>());
        Widths.Run(width, new Trial<double>());
    }

    private sealed class Trial<T> : ITrial<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run<V, D>()
            where V : struct, ILanes<V, T>, IWidening<V, D, T>
            where D : struct, ILanes<D, double>
        {
            foreach (var (outputs, samples) in OutputCase<T>.Shapes)
            {
                Check<V, D>(new OutputCase<T>(outputs, samples, isWild: false));
                Check<V, D>(new OutputCase<T>(outputs, samples, isWild: true));
            }
        }

        private static void Check<V, D>(OutputCase<T> test)
            where V : struct, ILanes<V, T>, IWidening<V, D, T>
            where D : struct, ILanes<D, double>
        {
            var expected = test.ToMatrix(test.Z);
            Reference.Softmax.Forward(expected, expected);

            var a = (T[])test.Z.Clone();
            var e = new double[a.Length];
            var (m, sums) = (new double[test.Samples], new double[test.Samples]);
            Softmax<V, D, T>.Forward(a, test.Outputs, a, e, m, sums);

            Bits.Equal(test.ToArray(expected), a, i => $"Probability {i} of {test}");
            Bits.Equal([.. test.Z.Chunk(test.Outputs).Select(Max)], m, i => $"Maximum {i} of {test}");
            Bits.Equal([.. test.Z.Chunk(test.Outputs).Select(Sum)], sums, i => $"Sum {i} of {test}");
        }

        private static double Max(T[] z) => z.Select(double.CreateChecked).Aggregate(Math.Max);

        private static double Sum(T[] z) => z.Aggregate(0.0, (sum, x) => sum + Backprop.Elementary.Exp<T>(double.CreateChecked(x) - Max(z)));
    }
}
