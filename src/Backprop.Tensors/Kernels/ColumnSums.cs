using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Backprop.Tensors.Kernels;

/// <summary>What is summed over the outputs of each sample.</summary>
internal interface ISummand<T>
{
    /// <summary>The sum with what sample <paramref name="n"/> has at one output, <paramref name="x"/> and <paramref name="t"/>, added to it.</summary>
    double Plus(double sum, T x, T t, int n);
}

/// <summary>One sum for each column of two arrays [outputs × samples], in double, outputs ascending.</summary>
internal static class ColumnSums
{
    /// <summary>sums[n] = the summands of sample n. Four samples at a time: one addition need not wait for the other's result.</summary>
    [MethodImpl(Compilation.WithoutProfile)]
    public static void Run<F, T>(scoped F f, ReadOnlySpan<T> x, ReadOnlySpan<T> t, int outputs, Span<double> sums)
        where F : struct, ISummand<T>, allows ref struct
    {
        // All that the loops touch is there; they do not check each element.
        ref var x0 = ref MemoryMarshal.GetReference(x[..(outputs * sums.Length)]);
        ref var t0 = ref MemoryMarshal.GetReference(t[..(outputs * sums.Length)]);
        nint step = outputs;
        var n = 0;
        for (; n <= sums.Length - 4; n += 4)
        {
            var (sum0, sum1, sum2, sum3) = (0.0, 0.0, 0.0, 0.0);
            for (nint i = n * step, end = i + step; i < end; i++)
            {
                sum0 = f.Plus(sum0, Unsafe.Add(ref x0, i), Unsafe.Add(ref t0, i), n);
                sum1 = f.Plus(sum1, Unsafe.Add(ref x0, i + step), Unsafe.Add(ref t0, i + step), n + 1);
                sum2 = f.Plus(sum2, Unsafe.Add(ref x0, i + (2 * step)), Unsafe.Add(ref t0, i + (2 * step)), n + 2);
                sum3 = f.Plus(sum3, Unsafe.Add(ref x0, i + (3 * step)), Unsafe.Add(ref t0, i + (3 * step)), n + 3);
            }

            (sums[n], sums[n + 1], sums[n + 2], sums[n + 3]) = (sum0, sum1, sum2, sum3);
        }

        for (; n < sums.Length; n++)
        {
            var sum = 0.0;
            for (nint i = n * step; i < (n + 1) * step; i++)
            {
                sum = f.Plus(sum, Unsafe.Add(ref x0, i), Unsafe.Add(ref t0, i), n);
            }

            sums[n] = sum;
        }
    }
}
