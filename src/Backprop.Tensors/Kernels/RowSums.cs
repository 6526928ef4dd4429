using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Backprop.Tensors.Kernels;

/// <summary>The sum of each row of a matrix, from +0 on, columns ascending: a bias gradient.</summary>
internal static class RowSums<V, T>
    where V : struct, ILanes<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>sums[o] = Σₙ values[o, n].</summary>
    /// <param name="values">[rows × columns], column by column.</param>
    /// <param name="sums">[rows], overwritten.</param>
    public static void Run(ReadOnlySpan<T> values, Span<T> sums)
    {
        if (sums.IsEmpty)
        {
            return;
        }

        if (sums.Length < V.Count)
        {
            if (V.Count > Lanes128<T>.Count)
            {
                RowSums<Lanes128<T>, T>.Run(values, sums);
            }
            else
            {
                RowSums<Lanes1<T>, T>.Run(values, sums);
            }

            return;
        }

        for (var row = 0; row < sums.Length; row += 4 * V.Count)
        {
            Four(values, row, sums.Length - V.Count, sums);
        }
    }

    /// <summary>Four registers of rows, none of which begins after the last: rows that two of them share have the same sums.</summary>
    [MethodImpl(Compilation.WithoutProfile)]
    private static void Four(ReadOnlySpan<T> values, nint row, nint last, Span<T> sums)
    {
        var columns = values.Length / sums.Length;
        ref var column = ref MemoryMarshal.GetReference(values);
        ref var sums0 = ref MemoryMarshal.GetReference(sums);
        var (row0, row1) = (nint.Min(row, last), nint.Min(row + V.Count, last));
        var (row2, row3) = (nint.Min(row + (2 * V.Count), last), nint.Min(row + (3 * V.Count), last));
        var (sum0, sum1) = (V.Broadcast(T.Zero), V.Broadcast(T.Zero));
        var (sum2, sum3) = (sum0, sum1);
        for (var n = 0; n < columns; n++)
        {
            sum0 += V.Load(ref column, row0);
            sum1 += V.Load(ref column, row1);
            sum2 += V.Load(ref column, row2);
            sum3 += V.Load(ref column, row3);
            column = ref Unsafe.Add(ref column, sums.Length);
        }

        sum0.Store(ref sums0, row0);
        sum1.Store(ref sums0, row1);
        sum2.Store(ref sums0, row2);
        sum3.Store(ref sums0, row3);
    }
}
