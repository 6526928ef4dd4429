using System.Runtime.CompilerServices;

namespace Backprop.Tensors.Kernels;

/// <summary>What is summed over the outputs of each sample.</summary>
internal interface ISummand
{
    /// <summary>The sum with element <paramref name="i"/>, which belongs to sample <paramref name="n"/>, added to it.</summary>
    double Plus(double sum, int i, int n);
}

/// <summary>One sum for each column of an array [outputs × samples], in double, outputs ascending.</summary>
internal static class ColumnSums
{
    /// <summary>sums[n] = the summands of sample n. Four samples at a time: one addition need not wait for the other's result.</summary>
    [MethodImpl(Compilation.WithoutProfile)]
    public static void Run<F>(scoped F f, int outputs, Span<double> sums)
        where F : struct, ISummand, allows ref struct
    {
        var n = 0;
        for (; n <= sums.Length - 4; n += 4)
        {
            var (i0, i1, i2, i3) = (n * outputs, (n + 1) * outputs, (n + 2) * outputs, (n + 3) * outputs);
            var (sum0, sum1, sum2, sum3) = (0.0, 0.0, 0.0, 0.0);
            for (var o = 0; o < outputs; o++)
            {
                sum0 = f.Plus(sum0, i0 + o, n);
                sum1 = f.Plus(sum1, i1 + o, n + 1);
                sum2 = f.Plus(sum2, i2 + o, n + 2);
                sum3 = f.Plus(sum3, i3 + o, n + 3);
            }

            (sums[n], sums[n + 1], sums[n + 2], sums[n + 3]) = (sum0, sum1, sum2, sum3);
        }

        for (; n < sums.Length; n++)
        {
            var sum = 0.0;
            for (var i = n * outputs; i < (n + 1) * outputs; i++)
            {
                sum = f.Plus(sum, i, n);
            }

            sums[n] = sum;
        }
    }
}
