using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Backprop.Tensors.Kernels;

/// <summary>
/// A product of depth 1, the weight gradient of one sample: each element of C is touched but once, so nothing is packed, and C goes
/// by column by column, as fast as memory: four of them together, for the end of a short column costs as much as a part of it.
/// </summary>
internal static class RankOne<V, T>
    where V : struct, ILanes<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Together = 4;

    /// <summary>As <see cref="Product{V, T}.Run"/> at a depth of 1, without a bias.</summary>
    /// <param name="a">[rows].</param>
    /// <param name="b">B [1 × columns].</param>
    /// <param name="c">C [rows × columns]; apart from a and B in memory.</param>
    /// <param name="recurrence">What becomes of the products.</param>
    [MethodImpl(Compilation.WithoutProfile)]
    public static void Run<R>(ReadOnlySpan<T> a, in Operand<T> b, in Destination<T> c, in R recurrence)
        where R : struct, IRecurrence<T>
    {
        if (a.IsEmpty || b.Columns == 0)
        {
            return;
        }

        // All columns are there; they are not checked one by one.
        var last = ((b.Columns - 1) * c.ColumnStep) + a.Length - 1;
        _ = b.Values[(b.Columns - 1) * b.ColumnStep];
        _ = c.Values[last];
        _ = R.States > 0 ? c.First[last] : default;
        _ = R.States > 1 ? c.Second[last] : default;
        ref var a0 = ref MemoryMarshal.GetReference(a);
        ref var factor = ref MemoryMarshal.GetReference(b.Values);
        ref var w = ref MemoryMarshal.GetReference(c.Values);
        ref var first = ref R.States > 0 ? ref MemoryMarshal.GetReference(c.First) : ref w;
        ref var second = ref R.States > 1 ? ref MemoryMarshal.GetReference(c.Second) : ref w;
        var columns = b.Columns;
        while (columns > 0)
        {
            var count = columns >= Together ? Together : 1;
            nint bStep = count > 1 ? b.ColumnStep : 0, step = count > 1 ? c.ColumnStep : 0;
            var done = Registers<V, R>(recurrence, in a0, in factor, bStep, ref first, ref second, ref w, step, 0, a.Length);
            if (V.Count > Lanes128<T>.Count)
            {
                done = Registers<Lanes128<T>, R>(recurrence, in a0, in factor, bStep, ref first, ref second, ref w, step, done, a.Length);
            }

            Registers<Lanes1<T>, R>(recurrence, in a0, in factor, bStep, ref first, ref second, ref w, step, done, a.Length);
            columns -= count;
            factor = ref Unsafe.Add(ref factor, count * b.ColumnStep);
            w = ref Unsafe.Add(ref w, count * c.ColumnStep);
            first = ref Unsafe.Add(ref first, count * c.ColumnStep);
            second = ref Unsafe.Add(ref second, count * c.ColumnStep);
        }
    }

    /// <summary>As many whole registers as there are from <paramref name="at"/> on, in four columns, or in one where there is no step; unchecked.</summary>
    /// <returns>Behind the last one that is done.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint Registers<L, R>(
        in R recurrence, ref readonly T a, ref readonly T b, nint bStep, ref T first, ref T second, ref T w, nint step, nint at, nint length)
        where L : struct, ILanes<L, T>
        where R : struct, IRecurrence<T>
    {
        var own = recurrence;
        var zero = L.Broadcast(T.Zero);
        ref var b0 = ref Unsafe.AsRef(in b);
        var (f0, f1) = (L.Broadcast(b0), L.Broadcast(Unsafe.Add(ref b0, bStep)));
        var (f2, f3) = (L.Broadcast(Unsafe.Add(ref b0, 2 * bStep)), L.Broadcast(Unsafe.Add(ref b0, 3 * bStep)));
        for (; at <= length - L.Count; at += L.Count)
        {
            var x = L.Load(in a, at);
            Optimizers<L, T>.Register(ref own, L.FusedMultiplyAdd(x, f0, zero), ref first, ref second, ref w, at);
            if (step > 0)
            {
                Optimizers<L, T>.Register(ref own, L.FusedMultiplyAdd(x, f1, zero), ref first, ref second, ref w, at + step);
                Optimizers<L, T>.Register(ref own, L.FusedMultiplyAdd(x, f2, zero), ref first, ref second, ref w, at + (2 * step));
                Optimizers<L, T>.Register(ref own, L.FusedMultiplyAdd(x, f3, zero), ref first, ref second, ref w, at + (3 * step));
            }
        }

        return at;
    }
}
