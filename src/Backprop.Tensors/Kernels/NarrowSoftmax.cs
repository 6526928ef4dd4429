using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Backprop.Tensors.Kernels;

/// <summary>
/// The softmax of so few outputs that a register holds more than one sample: the matrix is turned, each lane is a sample, and the
/// outputs go by.
/// </summary>
internal static class NarrowSoftmax<D, T>
    where D : struct, ILanes<D, double>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc cref="Softmax{V, D, T}.Forward"/>
    [MethodImpl(Compilation.WithoutProfile)]
    public static void Forward(ReadOnlySpan<T> z, int outputs, Span<T> a, Span<double> e, Span<double> m, Span<double> sums)
    {
        var samples = m.Length;
        ref var z0 = ref MemoryMarshal.GetReference(z[..(outputs * samples)]);
        ref var a0 = ref MemoryMarshal.GetReference(a[..(outputs * samples)]);
        ref var e0 = ref MemoryMarshal.GetReference(e[..(outputs * samples)]);
        ref var turned = ref e0;
        for (nint o = 0; o < outputs; o++)
        {
            ref var from = ref Unsafe.Add(ref z0, o);
            for (var n = samples; n > 0; n--)
            {
                turned = Scalars.Widen(from);
                from = ref Unsafe.Add(ref from, outputs);
                turned = ref Unsafe.Add(ref turned, 1);
            }
        }

        var done = Samples<D>(e, outputs, 0, m, sums);
        if (done < samples)
        {
            Samples<Lanes1<double>>(e, outputs, done, m, sums);
        }

        turned = ref e0;
        for (nint o = 0; o < outputs; o++)
        {
            ref var to = ref Unsafe.Add(ref a0, o);
            for (var n = samples; n > 0; n--)
            {
                to = Scalars.Round<T>(turned);
                to = ref Unsafe.Add(ref to, outputs);
                turned = ref Unsafe.Add(ref turned, 1);
            }
        }
    }

    /// <summary>As many whole registers of samples as there are from one on.</summary>
    /// <param name="z">Weighted sums [samples × outputs], the samples side by side; overwritten by the probabilities.</param>
    /// <param name="outputs">Outputs of one sample, 1 or more.</param>
    /// <param name="first">The first sample.</param>
    /// <param name="m">The maximum of each sample, overwritten.</param>
    /// <param name="sums">S of each sample, overwritten.</param>
    /// <returns>Behind the last sample that is done.</returns>
    [MethodImpl(Compilation.WithoutProfile)]
    private static int Samples<L>(Span<double> z, int outputs, int first, Span<double> m, Span<double> sums)
        where L : struct, ILanes<L, double>
    {
        nint samples = m.Length;
        ref var z0 = ref MemoryMarshal.GetReference(z[..(outputs * m.Length)]);
        ref var m0 = ref MemoryMarshal.GetReference(m);
        ref var sums0 = ref MemoryMarshal.GetReference(sums[..m.Length]);
        nint n = first, end = outputs * samples;
        for (; n <= samples - L.Count; n += L.Count)
        {
            var max = L.Load(ref z0, n);
            for (var o = n + samples; o < end; o += samples)
            {
                max = L.Max(max, L.Load(ref z0, o));
            }

            var sum = L.Broadcast(0);
            for (var o = n; o < end; o += samples)
            {
                var e = Elementary.Exp<L, T>(L.Load(ref z0, o) - max);
                e.Store(ref z0, o);
                sum += e;
            }

            for (var o = n; o < end; o += samples)
            {
                (L.Load(ref z0, o) / sum).Store(ref z0, o);
            }

            max.Store(ref m0, n);
            sum.Store(ref sums0, n);
        }

        return (int)n;
    }
}
