using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Backprop.Tensors.Kernels;

/// <summary>
/// A product of depth 1, the weight gradient of one sample: each element of C is touched but once, so nothing is packed, and C goes
/// by in the order of memory, as fast as that is read and written.
/// </summary>
internal static class RankOne<V, T>
    where V : struct, ILanes<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Products that are near by: 16 kB of floats.</summary>
    private const int Near = 1 << 12;

    /// <summary>As <see cref="Product{V, T}.Run"/> at a depth of 1, without a bias.</summary>
    /// <param name="a">[rows].</param>
    /// <param name="b">B [1 × columns].</param>
    /// <param name="c">C [rows × columns]; apart from a and B in memory.</param>
    /// <param name="recurrence">What becomes of the products.</param>
    public static void Run<R>(ReadOnlySpan<T> a, in Operand<T> b, in Destination<T> c, in R recurrence)
        where R : struct, IRecurrence<T>
    {
        if (a.IsEmpty || b.Columns == 0)
        {
            return;
        }

        if (IsInOneRun<R>(a.Length))
        {
            var most = Near / a.Length;
            var column = Operand<T>.Of(a, a.Length);
            for (var j = 0; j < b.Columns; j += most)
            {
                SmallProduct<V, T>.Run(column, b.SomeColumns(j, Math.Min(most, b.Columns - j)), c.From(0, j), recurrence);
            }

            return;
        }

        // All columns are there; they are not checked one by one.
        var last = ((b.Columns - 1) * c.ColumnStep) + a.Length - 1;
        _ = b.Values[(b.Columns - 1) * b.ColumnStep];
        _ = c.Values[last];
        _ = R.States > 0 ? c.First[last] : default;
        _ = R.States > 1 ? c.Second[last] : default;
        var row = Columns<V, R>(a, 0, b, c, recurrence);
        if (V.Count > Lanes128<T>.Count && row < a.Length)
        {
            row = Columns<Lanes128<T>, R>(a, row, b, c, recurrence);
        }

        if (row < a.Length)
        {
            Columns<Lanes1<T>, R>(a, row, b, c, recurrence);
        }
    }

    /// <summary>
    /// Whether the products are laid down near by first, and C's columns then taken as one run of memory, which is full of registers:
    /// faster than to go by once more for the rows that fill none, if there are few others, or if it is divided
    /// by each. Measured at 256 bits.
    /// </summary>
    private static bool IsInOneRun<R>(int rows)
        where R : struct, IRecurrence<T> =>
        rows % Lanes128<T>.Count != 0 && rows <= (R.Divides ? 256 : 20);

    /// <summary>As many whole registers of rows as there are from a row on, of all columns; unchecked.</summary>
    /// <returns>Behind the last row that is done.</returns>
    [MethodImpl(Compilation.WithoutProfile)]
    private static int Columns<L, R>(ReadOnlySpan<T> a, int row, in Operand<T> b, in Destination<T> c, in R recurrence)
        where L : struct, ILanes<L, T>
        where R : struct, IRecurrence<T>
    {
        ref var a0 = ref MemoryMarshal.GetReference(a);
        ref var factor = ref MemoryMarshal.GetReference(b.Values);
        ref var w = ref MemoryMarshal.GetReference(c.Values);
        ref var first = ref R.States > 0 ? ref MemoryMarshal.GetReference(c.First) : ref w;
        ref var second = ref R.States > 1 ? ref MemoryMarshal.GetReference(c.Second) : ref w;
        nint bStep = b.ColumnStep, step = c.ColumnStep, begin = row, length = a.Length;
        var own = recurrence;
        var zero = L.Broadcast(T.Zero);
        for (var columns = b.Columns; columns > 0; columns--)
        {
            var f = L.Broadcast(factor);
            var at = begin;
            // Not with two states: of what adam needs the JIT would keep too much for all four, and lay it on the stack.
            for (; R.States < 2 && at <= length - (4 * L.Count); at += 4 * L.Count)
            {
                Register(ref own, in a0, f, zero, ref first, ref second, ref w, at);
                Register(ref own, in a0, f, zero, ref first, ref second, ref w, at + L.Count);
                Register(ref own, in a0, f, zero, ref first, ref second, ref w, at + (2 * L.Count));
                Register(ref own, in a0, f, zero, ref first, ref second, ref w, at + (3 * L.Count));
            }

            for (; at <= length - L.Count; at += L.Count)
            {
                Register(ref own, in a0, f, zero, ref first, ref second, ref w, at);
            }

            factor = ref Unsafe.Add(ref factor, bStep);
            w = ref Unsafe.Add(ref w, step);
            if (R.States > 0)
            {
                first = ref Unsafe.Add(ref first, step);
            }

            if (R.States > 1)
            {
                second = ref Unsafe.Add(ref second, step);
            }
        }

        return a.Length - ((a.Length - row) % L.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Register<L, R>(ref R recurrence, ref readonly T a, L factor, L zero, ref T first, ref T second, ref T w, nint at)
        where L : struct, ILanes<L, T>
        where R : struct, IRecurrence<T> =>
        recurrence.Step(L.FusedMultiplyAdd(L.Load(in a, at), factor, zero), ref Unsafe.Add(ref first, at), ref Unsafe.Add(ref second, at), ref Unsafe.Add(ref w, at));
}
