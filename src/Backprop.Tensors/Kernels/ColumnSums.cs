using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Backprop.Tensors.Kernels;

/// <summary>What is summed over the outputs of each sample, on lanes of double.</summary>
internal interface ISummand<T>
{
    /// <summary>The sums with what the samples from <paramref name="n"/> on have at one output, <paramref name="x"/> and <paramref name="t"/>, added to them.</summary>
    D Plus<V, D>(D sum, D x, D t, nint n)
        where V : struct, IWidening<V, D, T>
        where D : struct, ILanes<D, double>;
}

/// <summary>One sum for each sample of two arrays, in double, outputs ascending.</summary>
internal static class ColumnSums
{
    /// <summary>sums[n] = the summands of sample n, of arrays [outputs × samples]. Four samples at a time: one addition need not wait for the other's result.</summary>
    [MethodImpl(Compilation.WithoutProfile)]
    public static void Run<F, T>(scoped F f, ReadOnlySpan<T> x, ReadOnlySpan<T> t, int outputs, Span<double> sums)
        where F : struct, ISummand<T>, allows ref struct
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // All that the loops touch is there; they do not check each element.
        ref var x0 = ref MemoryMarshal.GetReference(x[..(outputs * sums.Length)]);
        ref var t0 = ref MemoryMarshal.GetReference(t[..(outputs * sums.Length)]);
        ref var s0 = ref MemoryMarshal.GetReference(sums);
        nint step = outputs, n = 0;
        for (; n <= sums.Length - 4; n += 4)
        {
            var (sum0, sum1, sum2, sum3) = (new Lanes1<double>(0), new Lanes1<double>(0), new Lanes1<double>(0), new Lanes1<double>(0));
            for (nint i = n * step, end = i + step; i < end; i++)
            {
                sum0 = Plus(f, sum0, ref x0, ref t0, i, n);
                sum1 = Plus(f, sum1, ref x0, ref t0, i + step, n + 1);
                sum2 = Plus(f, sum2, ref x0, ref t0, i + (2 * step), n + 2);
                sum3 = Plus(f, sum3, ref x0, ref t0, i + (3 * step), n + 3);
            }

            sum0.Store(ref s0, n);
            sum1.Store(ref s0, n + 1);
            sum2.Store(ref s0, n + 2);
            sum3.Store(ref s0, n + 3);
        }

        for (; n < sums.Length; n++)
        {
            var sum = new Lanes1<double>(0);
            for (var i = n * step; i < (n + 1) * step; i++)
            {
                sum = Plus(f, sum, ref x0, ref t0, i, n);
            }

            sum.Store(ref s0, n);
        }
    }

    /// <summary>The same of arrays [samples × outputs], the samples side by side, as many as fill their registers.</summary>
    [MethodImpl(Compilation.WithoutProfile)]
    public static void Turned<F, V, D, T>(scoped F f, ReadOnlySpan<T> x, ReadOnlySpan<T> t, int outputs, Span<double> sums)
        where F : struct, ISummand<T>, allows ref struct
        where V : struct, IWidening<V, D, T>
        where D : struct, ILanes<D, double>
        where T : unmanaged
    {
        ref var x0 = ref MemoryMarshal.GetReference(x[..(outputs * sums.Length)]);
        ref var t0 = ref MemoryMarshal.GetReference(t[..(outputs * sums.Length)]);
        ref var s0 = ref MemoryMarshal.GetReference(sums);
        nint samples = sums.Length, end = outputs * samples;
        for (nint n = 0; n <= samples - D.Count; n += D.Count)
        {
            var sum = D.Broadcast(0);
            for (var i = n; i < end; i += samples)
            {
                sum = f.Plus<V, D>(sum, V.LoadWide(ref x0, i), V.LoadWide(ref t0, i), n);
            }

            sum.Store(ref s0, n);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes1<double> Plus<F, T>(scoped F f, Lanes1<double> sum, ref T x, ref T t, nint i, nint n)
        where F : struct, ISummand<T>, allows ref struct
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        f.Plus<Lanes1<T>, Lanes1<double>>(sum, Lanes1<T>.LoadWide(ref x, i), Lanes1<T>.LoadWide(ref t, i), n);
}
