using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Backprop.Tensors.Kernels;

/// <summary>
/// A product of depth 1, the weight gradient of one sample: each element of C is touched but once, so nothing is packed, and C goes
/// by column by column, as fast as memory.
/// </summary>
internal static class RankOne<V, T>
    where V : struct, ILanes<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>As <see cref="Product{V, T}.Run"/> at a depth of 1, without a bias.</summary>
    /// <param name="a">[rows].</param>
    /// <param name="b">B [1 × columns].</param>
    /// <param name="c">C [rows × columns]; apart from a and B in memory.</param>
    /// <param name="recurrence">What becomes of the products.</param>
    [MethodImpl(Compilation.WithoutProfile)]
    public static void Run<R>(ReadOnlySpan<T> a, Operand<T> b, Destination<T> c, in R recurrence)
        where R : struct, IRecurrence<T>
    {
        if (a.IsEmpty || b.Columns == 0)
        {
            return;
        }

        // All columns are there; they are not checked one by one.
        var last = ((b.Columns - 1) * c.ColumnStep) + a.Length - 1;
        _ = c.Values[last];
        _ = R.States > 0 ? c.First[last] : default;
        _ = R.States > 1 ? c.Second[last] : default;
        ref var a0 = ref MemoryMarshal.GetReference(a);
        ref var w0 = ref MemoryMarshal.GetReference(c.Values);
        ref var first0 = ref MemoryMarshal.GetReference(c.First);
        ref var second0 = ref MemoryMarshal.GetReference(c.Second);
        nint columnStep = c.ColumnStep, length = a.Length;
        for (var j = 0; j < b.Columns; j++)
        {
            var factor = b.Values[j * b.ColumnStep];
            ref var w = ref Unsafe.Add(ref w0, j * columnStep);
            ref var first = ref R.States > 0 ? ref Unsafe.Add(ref first0, j * columnStep) : ref first0;
            ref var second = ref R.States > 1 ? ref Unsafe.Add(ref second0, j * columnStep) : ref second0;
            var done = Registers<V, R>(recurrence, ref a0, factor, ref first, ref second, ref w, 0, length);
            if (V.Count > Lanes128<T>.Count)
            {
                done = Registers<Lanes128<T>, R>(recurrence, ref a0, factor, ref first, ref second, ref w, done, length);
            }

            Registers<Lanes1<T>, R>(recurrence, ref a0, factor, ref first, ref second, ref w, done, length);
        }
    }

    /// <summary>As many whole registers as there are from <paramref name="at"/> on; unchecked.</summary>
    /// <returns>Behind the last one that is done.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint Registers<L, R>(
        in R recurrence, ref readonly T a, T b, ref T first, ref T second, ref T w, nint at, nint length)
        where L : struct, ILanes<L, T>
        where R : struct, IRecurrence<T>
    {
        var (factor, zero) = (L.Broadcast(b), L.Broadcast(T.Zero));
        for (; at <= length - L.Count; at += L.Count)
        {
            var (x, y) = (R.States > 0 ? L.Load(ref first, at) : default, R.States > 1 ? L.Load(ref second, at) : default);
            var value = typeof(R) == typeof(Assignment<T>) ? default : L.Load(ref w, at);
            recurrence.Step(L.FusedMultiplyAdd(L.Load(in a, at), factor, zero), ref x, ref y, ref value);
            value.Store(ref w, at);
            if (R.States > 0)
            {
                x.Store(ref first, at);
            }

            if (R.States > 1)
            {
                y.Store(ref second, at);
            }
        }

        return at;
    }
}
