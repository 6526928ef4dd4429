using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Backprop.Tensors.Kernels;

/// <summary>
/// One sample moves the weights, and the next one goes through them, in one pass over memory: <see cref="RankOne{V, T}"/> and
/// <see cref="ColumnSweep{V, T}"/>, with the same sums. Weights that lie in no first-level cache are read once and not twice.
/// </summary>
internal static class RankOneSweep<V, T>
    where V : struct, ILanes<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Columns side by side, so that δ and z are fetched, and z is written, once for all of them.</summary>
    private const int Together = 4;

    /// <summary>w moves by δ·xᵀ; z = b + w·x′.</summary>
    /// <param name="dz">δ [out].</param>
    /// <param name="x">xᵀ [1 × in].</param>
    /// <param name="w">[out × in]; apart from all else in memory.</param>
    /// <param name="recurrence">How a gradient moves a weight.</param>
    /// <param name="next">x′, b and z.</param>
    public static void Run<R>(ReadOnlySpan<T> dz, in Operand<T> x, in Destination<T> w, in R recurrence, in NextSample<T> next)
        where R : struct, IRecurrence<T>
    {
        var z = next.Z[..dz.Length];
        if (next.B.IsEmpty)
        {
            z.Clear();
        }
        else
        {
            next.B[..dz.Length].CopyTo(z);
        }

        // All columns are there; they are not checked one by one.
        var ahead = next.X[..x.Columns];
        var last = ((x.Columns - 1) * w.ColumnStep) + dz.Length - 1;
        _ = x.Values[(x.Columns - 1) * x.ColumnStep];
        _ = w.Values[last];
        _ = R.States > 0 ? w.First[last] : default;
        _ = R.States > 1 ? w.Second[last] : default;
        var row = Registers<V, R>(dz, 0, x, w, recurrence, ahead, z);
        if (V.Count > Lanes128<T>.Count && row < dz.Length)
        {
            row = Registers<Lanes128<T>, R>(dz, row, x, w, recurrence, ahead, z);
        }

        if (row < dz.Length)
        {
            Registers<Lanes1<T>, R>(dz, row, x, w, recurrence, ahead, z);
        }
    }

    /// <summary>As many whole registers of rows as there are from a row on; unchecked.</summary>
    /// <returns>Behind the last row that is done.</returns>
    [MethodImpl(Compilation.WithoutProfile)]
    private static int Registers<L, R>(
        ReadOnlySpan<T> dz, int row, in Operand<T> x, in Destination<T> w, in R recurrence, ReadOnlySpan<T> ahead, Span<T> z)
        where L : struct, ILanes<L, T>
        where R : struct, IRecurrence<T>
    {
        ref var dz0 = ref MemoryMarshal.GetReference(dz);
        ref var z0 = ref MemoryMarshal.GetReference(z);
        ref var factor = ref MemoryMarshal.GetReference(x.Values);
        ref var nextFactor = ref MemoryMarshal.GetReference(ahead);
        ref var w0 = ref MemoryMarshal.GetReference(w.Values);
        ref var first = ref R.States > 0 ? ref MemoryMarshal.GetReference(w.First) : ref w0;
        ref var second = ref R.States > 1 ? ref MemoryMarshal.GetReference(w.Second) : ref w0;
        nint xStep = x.ColumnStep, step = w.ColumnStep, bytes = step * Unsafe.SizeOf<T>(), begin = row, end = dz.Length - L.Count;
        var own = recurrence;
        var zero = L.Broadcast(T.Zero);
        var columns = x.Columns;
        for (; columns >= Together; columns -= Together)
        {
            var (f0, f1) = (L.Broadcast(factor), L.Broadcast(Unsafe.Add(ref factor, xStep)));
            var (f2, f3) = (L.Broadcast(Unsafe.Add(ref factor, 2 * xStep)), L.Broadcast(Unsafe.Add(ref factor, 3 * xStep)));
            var (n0, n1) = (L.Broadcast(nextFactor), L.Broadcast(Unsafe.Add(ref nextFactor, 1)));
            var (n2, n3) = (L.Broadcast(Unsafe.Add(ref nextFactor, 2)), L.Broadcast(Unsafe.Add(ref nextFactor, 3)));
            Prefetch.ToFirstLevel(ref Unsafe.Add(ref nextFactor, Prefetch.InputsAhead));
            for (var at = begin; at <= end; at += L.Count)
            {
                var d = L.Load(in dz0, at);
                var sum = L.Load(in z0, at);
                ref var w1 = ref Unsafe.Add(ref w0, at);
                ref var first1 = ref R.States > 0 ? ref Unsafe.Add(ref first, at) : ref w1;
                ref var second1 = ref R.States > 1 ? ref Unsafe.Add(ref second, at) : ref w1;
                Column(ref own, L.FusedMultiplyAdd(d, f0, zero), n0, ref first1, ref second1, ref w1, 0, ref sum);
                Column(ref own, L.FusedMultiplyAdd(d, f1, zero), n1, ref first1, ref second1, ref w1, bytes, ref sum);
                Column(ref own, L.FusedMultiplyAdd(d, f2, zero), n2, ref first1, ref second1, ref w1, 2 * bytes, ref sum);
                Column(ref own, L.FusedMultiplyAdd(d, f3, zero), n3, ref first1, ref second1, ref w1, 3 * bytes, ref sum);
                sum.Store(ref z0, at);
            }

            factor = ref Unsafe.Add(ref factor, Together * xStep);
            nextFactor = ref Unsafe.Add(ref nextFactor, Together);
            w0 = ref Unsafe.Add(ref w0, Together * step);
            if (R.States > 0)
            {
                first = ref Unsafe.Add(ref first, Together * step);
            }

            if (R.States > 1)
            {
                second = ref Unsafe.Add(ref second, Together * step);
            }
        }

        for (nint left = 0; left < columns; left++)
        {
            var (f, n) = (L.Broadcast(Unsafe.Add(ref factor, left * xStep)), L.Broadcast(Unsafe.Add(ref nextFactor, left)));
            for (var at = begin; at <= end; at += L.Count)
            {
                var sum = L.Load(in z0, at);
                Column(
                    ref own, L.FusedMultiplyAdd(L.Load(in dz0, at), f, zero), n,
                    ref Unsafe.Add(ref first, at), ref Unsafe.Add(ref second, at), ref Unsafe.Add(ref w0, at), left * bytes, ref sum);
                sum.Store(ref z0, at);
            }
        }

        return dz.Length - ((dz.Length - row) % L.Count);
    }

    /// <summary>One register of a column, so many bytes behind the first column; unchecked.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Column<L, R>(ref R recurrence, L g, in L nextFactor, ref T first, ref T second, ref T w, nint bytes, ref L sum)
        where L : struct, ILanes<L, T>
        where R : struct, IRecurrence<T>
    {
        var moved = recurrence.Step(
            g, ref Unsafe.AddByteOffset(ref first, bytes), ref Unsafe.AddByteOffset(ref second, bytes), ref Unsafe.AddByteOffset(ref w, bytes));
        L.AddProduct(ref sum, moved, nextFactor);
    }
}
