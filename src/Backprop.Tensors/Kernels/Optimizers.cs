using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace Backprop.Tensors.Kernels;

/// <summary>The recurrences over lanes, each one pass over memory; formulas as in <c>Backprop.Reference.Optimizers</c>.</summary>
internal static class Optimizers<V, T>
    where V : struct, ILanes<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>w ← w − η·g.</summary>
    public static void Sgd(T rate, ReadOnlySpan<T> g, Span<T> w) =>
        TensorPrimitives.FusedMultiplyAdd(g, -rate, w, w);

    /// <summary>One state per parameter.</summary>
    [MethodImpl(Compilation.WithoutProfile)]
    public static void Run<TRecurrence>(in TRecurrence recurrence, ReadOnlySpan<T> g, Span<T> v, Span<T> w)
        where TRecurrence : struct, IRecurrence<T>
    {
        for (; w.Length >= V.Count; g = g[V.Count..], v = v[V.Count..], w = w[V.Count..])
        {
            var (vs, ws) = (V.Load(v), V.Load(w));
            recurrence.Step(V.Load(g), ref vs, ref ws);
            vs.Store(v);
            ws.Store(w);
        }

        for (var n = 0; n < w.Length; n++)
        {
            var (v1, w1) = (new Lanes1<T>(v[n]), new Lanes1<T>(w[n]));
            recurrence.Step(new Lanes1<T>(g[n]), ref v1, ref w1);
            v1.Store(v[n..]);
            w1.Store(w[n..]);
        }
    }

    /// <summary>Two states per parameter.</summary>
    [MethodImpl(Compilation.WithoutProfile)]
    public static void Run<TRecurrence>(in TRecurrence recurrence, ReadOnlySpan<T> g, Span<T> m, Span<T> v, Span<T> w)
        where TRecurrence : struct, IRecurrence2<T>
    {
        for (; w.Length >= V.Count; g = g[V.Count..], m = m[V.Count..], v = v[V.Count..], w = w[V.Count..])
        {
            var (ms, vs, ws) = (V.Load(m), V.Load(v), V.Load(w));
            recurrence.Step(V.Load(g), ref ms, ref vs, ref ws);
            ms.Store(m);
            vs.Store(v);
            ws.Store(w);
        }

        for (var n = 0; n < w.Length; n++)
        {
            var (m1, v1, w1) = (new Lanes1<T>(m[n]), new Lanes1<T>(v[n]), new Lanes1<T>(w[n]));
            recurrence.Step(new Lanes1<T>(g[n]), ref m1, ref v1, ref w1);
            m1.Store(m[n..]);
            v1.Store(v[n..]);
            w1.Store(w[n..]);
        }
    }
}
