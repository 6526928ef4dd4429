using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Backprop.Tensors.Kernels;

/// <summary>What is added to a gradient, and how it is cut; formulas as in <c>Backprop.Reference.Penalties</c>.</summary>
internal static class Penalties<V, D, T>
    where V : struct, ILanes<V, T>, IWidening<V, D, T>
    where D : struct, ILanes<D, double>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>g ← g + λ·sign(w).</summary>
    [MethodImpl(Compilation.WithoutProfile)]
    public static void L1(T lambda, ReadOnlySpan<T> w, Span<T> g)
    {
        for (; g.Length >= V.Count; w = w[V.Count..], g = g[V.Count..])
        {
            V.FusedMultiplyAdd(V.Broadcast(lambda), Sign<T>.Of(V.Load(w)), V.Load(g)).Store(g);
        }

        for (var n = 0; n < g.Length; n++)
        {
            Lanes1<T>.FusedMultiplyAdd(new(lambda), Sign<T>.Of(new Lanes1<T>(w[n])), new(g[n])).Store(g[n..]);
        }
    }

    /// <summary>g ← g + λ·w.</summary>
    public static void L2(T lambda, ReadOnlySpan<T> w, Span<T> g) => TensorPrimitives.FusedMultiplyAdd(w, lambda, g, g);

    /// <summary>g ← min(max(g, −limit), limit).</summary>
    [MethodImpl(Compilation.WithoutProfile)]
    public static void ClipByValue(T limit, Span<T> g)
    {
        for (; g.Length >= V.Count; g = g[V.Count..])
        {
            V.Min(V.Max(V.Load(g), V.Broadcast(-limit)), V.Broadcast(limit)).Store(g);
        }

        for (var n = 0; n < g.Length; n++)
        {
            g[n] = T.Min(T.Max(g[n], -limit), limit);
        }
    }

    /// <summary>g ← g·factor.</summary>
    public static void Scale(T factor, Span<T> g) => TensorPrimitives.Multiply(g, factor, g);

    /// <summary>rows[o] ← Σᵢ g[o, i]², i ascending, in double; lanes hold rows.</summary>
    /// <param name="g">[rows × columns], column-major.</param>
    /// <param name="rows">One sum for each row, added to.</param>
    [MethodImpl(Compilation.WithoutProfile)]
    public static void AddSquares(ReadOnlySpan<T> g, Span<double> rows)
    {
        for (; g.Length > 0; g = g[rows.Length..])
        {
            ref readonly var first = ref MemoryMarshal.GetReference(g[..rows.Length]);
            var o = 0;
            for (; D.Count <= rows.Length - o; o += D.Count)
            {
                var x = V.LoadWide(in first, o);
                D.FusedMultiplyAdd(x, x, D.Load(rows[o..])).Store(rows[o..]);
            }

            for (; o < rows.Length; o++)
            {
                var x = double.CreateChecked(g[o]);
                rows[o] = Math.FusedMultiplyAdd(x, x, rows[o]);
            }
        }
    }
}
