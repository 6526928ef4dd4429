using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Backprop.Tensors.Kernels;

/// <summary>The recurrences over lanes, each one pass over memory; formulas as in <c>Backprop.Reference.Optimizers</c>.</summary>
internal static class Optimizers<V, T>
    where V : struct, ILanes<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>One step of every parameter.</summary>
    /// <param name="recurrence">What a step is.</param>
    /// <param name="g">Gradients.</param>
    /// <param name="first">First states, as many; empty if there are none.</param>
    /// <param name="second">Second states, as many; empty if there are none.</param>
    /// <param name="w">Parameters, as many, changed.</param>
    [MethodImpl(Compilation.WithoutProfile)]
    public static void Run<R>(in R recurrence, ReadOnlySpan<T> g, Span<T> first, Span<T> second, Span<T> w)
        where R : struct, IRecurrence<T>
    {
        ref var g0 = ref MemoryMarshal.GetReference(g[..w.Length]);
        ref var w0 = ref MemoryMarshal.GetReference(w);
        ref var first0 = ref R.States > 0 ? ref MemoryMarshal.GetReference(first[..w.Length]) : ref w0;
        ref var second0 = ref R.States > 1 ? ref MemoryMarshal.GetReference(second[..w.Length]) : ref w0;
        var done = Registers<V, R>(recurrence, ref g0, ref first0, ref second0, ref w0, 0, w.Length);
        Registers<Lanes1<T>, R>(recurrence, ref g0, ref first0, ref second0, ref w0, done, w.Length);
    }

    /// <summary>One step of the parameters that some columns of a product belong to.</summary>
    /// <param name="recurrence">What a step is.</param>
    /// <param name="sums">Gradients, column by column.</param>
    /// <param name="sumStep">Distance between two columns of them.</param>
    /// <param name="rows">Rows that are there.</param>
    /// <param name="columns">Columns that are there.</param>
    /// <param name="c">The parameters and their states from the first element on.</param>
    [MethodImpl(Compilation.WithoutProfile)]
    public static void Run<R>(in R recurrence, ReadOnlySpan<T> sums, int sumStep, int rows, int columns, Destination<T> c)
        where R : struct, IRecurrence<T>
    {
        if (sumStep == rows && c.ColumnStep == rows)
        {
            // Columns without gaps are one run of memory.
            var all = rows * columns;
            Run(recurrence, sums[..all], R.States > 0 ? c.First[..all] : default, R.States > 1 ? c.Second[..all] : default, c.Values[..all]);
            return;
        }

        var last = ((columns - 1) * c.ColumnStep) + rows - 1;
        _ = sums[((columns - 1) * sumStep) + rows - 1];
        _ = c.Values[last];
        _ = R.States > 0 ? c.First[last] : default;
        _ = R.States > 1 ? c.Second[last] : default;
        ref var g0 = ref MemoryMarshal.GetReference(sums);
        ref var w0 = ref MemoryMarshal.GetReference(c.Values);
        ref var first0 = ref R.States > 0 ? ref MemoryMarshal.GetReference(c.First) : ref w0;
        ref var second0 = ref R.States > 1 ? ref MemoryMarshal.GetReference(c.Second) : ref w0;
        for (nint e = 0; e < columns; e++)
        {
            ref var g = ref Unsafe.Add(ref g0, e * sumStep);
            var at = e * c.ColumnStep;
            ref var first = ref Unsafe.Add(ref first0, at);
            ref var second = ref Unsafe.Add(ref second0, at);
            ref var w = ref Unsafe.Add(ref w0, at);
            var done = Registers<V, R>(recurrence, ref g, ref first, ref second, ref w, 0, rows);
            if (V.Count > Lanes128<T>.Count)
            {
                done = Registers<Lanes128<T>, R>(recurrence, ref g, ref first, ref second, ref w, done, rows);
            }

            Registers<Lanes1<T>, R>(recurrence, ref g, ref first, ref second, ref w, done, rows);
        }
    }

    /// <summary>As many whole registers as there are from <paramref name="at"/> on; unchecked.</summary>
    /// <returns>Behind the last one that is done.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint Registers<L, R>(in R recurrence, ref readonly T g, ref T first, ref T second, ref T w, nint at, nint length)
        where L : struct, ILanes<L, T>
        where R : struct, IRecurrence<T>
    {
        var own = recurrence;
        for (; at <= length - L.Count; at += L.Count)
        {
            own.Step(L.Load(in g, at), ref Unsafe.Add(ref first, at), ref Unsafe.Add(ref second, at), ref Unsafe.Add(ref w, at));
        }

        return at;
    }
}
