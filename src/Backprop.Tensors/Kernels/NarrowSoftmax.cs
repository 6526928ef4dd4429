using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Backprop.Tensors.Kernels;

/// <summary>
/// The softmax of so few outputs that a register holds more than one sample: the matrix is turned, each lane is a sample, and the
/// outputs go by.
/// </summary>
internal static class NarrowSoftmax<V, D, T>
    where V : struct, ILanes<V, T>, IWidening<V, D, T>
    where D : struct, ILanes<D, double>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc cref="Softmax{V, D, T}.Forward"/>
    public static void Forward(ReadOnlySpan<T> z, int outputs, Span<T> a, Span<double> e, Span<double> m, Span<double> sums)
    {
        var samples = m.Length;
        if (samples == 0)
        {
            return;
        }

        var turned = Scratch<T>.Turned(outputs * samples);
        Transposition<T>.Run(z, outputs, samples, turned, samples);
        Turned(turned, outputs, turned, e, m, sums);
        Transposition<T>.Run(turned, samples, outputs, a[..(outputs * samples)], outputs);
    }

    /// <summary>The same of a matrix that is turned: [samples × outputs], and so are the probabilities.</summary>
    public static void Turned(ReadOnlySpan<T> z, int outputs, Span<T> a, Span<double> e, Span<double> m, Span<double> sums)
    {
        var done = Samples<V, D>(z, outputs, a, e, 0, m, sums);
        if (done < m.Length)
        {
            Samples<Lanes1<T>, Lanes1<double>>(z, outputs, a, e, done, m, sums);
        }
    }

    /// <summary>As many whole registers of samples as there are from one on.</summary>
    /// <returns>Behind the last sample that is done.</returns>
    [MethodImpl(Compilation.WithoutProfile)]
    private static int Samples<L, LD>(ReadOnlySpan<T> z, int outputs, Span<T> a, Span<double> e, int first, Span<double> m, Span<double> sums)
        where L : struct, IWidening<L, LD, T>
        where LD : struct, ILanes<LD, double>
    {
        nint samples = m.Length;
        var length = outputs * m.Length;
        ref var z0 = ref MemoryMarshal.GetReference(z[..length]);
        ref var a0 = ref MemoryMarshal.GetReference(a[..length]);
        ref var e0 = ref MemoryMarshal.GetReference(e[..length]);
        ref var m0 = ref MemoryMarshal.GetReference(m);
        ref var sums0 = ref MemoryMarshal.GetReference(sums[..m.Length]);
        nint n = first, end = length;
        for (; n <= samples - LD.Count; n += LD.Count)
        {
            var max = L.LoadWide(ref z0, n);
            for (var o = n + samples; o < end; o += samples)
            {
                max = LD.Max(max, L.LoadWide(ref z0, o));
            }

            var sum = LD.Broadcast(0);
            for (var o = n; o < end; o += samples)
            {
                var exp = Elementary.Exp<LD, T>(L.LoadWide(ref z0, o) - max);
                exp.Store(ref e0, o);
                sum += exp;
            }

            for (var o = n; o < end; o += samples)
            {
                L.StoreRounded(LD.Load(ref e0, o) / sum, ref a0, o);
            }

            max.Store(ref m0, n);
            sum.Store(ref sums0, n);
        }

        return (int)n;
    }
}
