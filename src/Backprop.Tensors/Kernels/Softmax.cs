using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Backprop.Tensors.Kernels;

/// <summary>
/// a[o, n] = e^(z[o, n] − m)/S with m = max z and S = Σ e^(z − m) over the outputs of sample n. Each lane is a sample, so that sums
/// need not cross lanes: some samples at a time are turned, to stand side by side.
/// </summary>
internal static class Softmax<V, D, T>
    where V : struct, ILanes<V, T>, IWidening<V, D, T>
    where D : struct, ILanes<D, double>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The probabilities, each rounded once, and what they were made from.</summary>
    /// <param name="z">Weighted sums [outputs × samples], one sample after the other.</param>
    /// <param name="outputs">Outputs of one sample, 1 or more.</param>
    /// <param name="a">Probabilities, as many, overwritten; may be <paramref name="z"/> itself.</param>
    /// <param name="scratch">As many, overwritten.</param>
    /// <param name="m">The maximum of each sample, overwritten; its length is the number of samples.</param>
    /// <param name="sums">S of each sample, outputs ascending, overwritten.</param>
    public static void Forward(ReadOnlySpan<T> z, int outputs, Span<T> a, Span<double> scratch, Span<double> m, Span<double> sums)
    {
        a = a[..z.Length];
        sums = sums[..m.Length];
        var done = m.Length - (m.Length % D.Count);
        if (done > 0)
        {
            Lanes(z, outputs, a, scratch, m[..done], sums);
        }

        if (done < m.Length)
        {
            var first = done * outputs;
            Softmax<Lanes1<T>, Lanes1<double>, T>.Lanes(z[first..], outputs, a[first..], scratch, m[done..], sums[done..]);
        }
    }

    /// <summary>As many samples at a time as there are lanes. All are turned before any is looked at: what was just written one by one cannot be read together yet.</summary>
    [MethodImpl(Compilation.WithoutProfile)]
    private static void Lanes(ReadOnlySpan<T> z, int outputs, Span<T> a, Span<double> scratch, Span<double> m, Span<double> sums)
    {
        // All that the loops touch is there; they do not check each element.
        var count = m.Length * outputs;
        ref var z0 = ref MemoryMarshal.GetReference(z[..count]);
        ref var a0 = ref MemoryMarshal.GetReference(a[..count]);
        ref var e0 = ref MemoryMarshal.GetReference(scratch[..count]);
        ref var m0 = ref MemoryMarshal.GetReference(m);
        ref var sums0 = ref MemoryMarshal.GetReference(sums[..m.Length]);
        nint length = outputs * D.Count;
        for (nint first = 0; first < count; first += length)
        {
            for (nint lane = 0, at = first; lane < D.Count; lane++)
            {
                for (var place = first + lane; place < first + length; place += D.Count, at++)
                {
                    Unsafe.Add(ref e0, place) = Scalars.Widen(Unsafe.Add(ref z0, at));
                }
            }
        }

        for (nint n = 0; n < m.Length; n += D.Count)
        {
            ref var e = ref Unsafe.Add(ref e0, n * outputs);
            var max = D.Load(ref e, 0);
            for (nint at = D.Count; at < length; at += D.Count)
            {
                max = D.Max(max, D.Load(ref e, at));
            }

            var sum = D.Broadcast(0);
            for (nint at = 0; at < length; at += D.Count)
            {
                var power = Elementary.Exp<D, T>(D.Load(ref e, at) - max);
                power.Store(ref e, at);
                sum += power;
            }

            for (nint at = 0; at < length; at += D.Count)
            {
                (D.Load(ref e, at) / sum).Store(ref e, at);
            }

            max.Store(ref m0, n);
            sum.Store(ref sums0, n);
        }

        for (nint first = 0; first < count; first += length)
        {
            for (nint lane = 0, at = first; lane < D.Count; lane++)
            {
                for (var place = first + lane; place < first + length; place += D.Count, at++)
                {
                    Unsafe.Add(ref a0, at) = Scalars.Round<T>(Unsafe.Add(ref e0, place));
                }
            }
        }
    }
}

/// <summary>ln x.</summary>
internal readonly struct LogOf<D, T> : IUnary<D>
    where D : struct, ILanes<D, double>
{
    public D Of(D x) => Elementary.Log<D, T>(x);
}
