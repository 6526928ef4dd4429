using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Backprop.Tensors.Kernels;

/// <summary>
/// y = bias + A·x for one column x: A is read where it lies, column by column, for as many rows as eight registers hold. Nothing
/// is packed, for each element of A is used but once.
/// </summary>
internal static class ColumnSweep<V, T>
    where V : struct, ILanes<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>y ← bias + a·x, or without a bias y ← a·x.</summary>
    /// <param name="a">A [rows × depth], each column a run of memory.</param>
    /// <param name="x">[depth].</param>
    /// <param name="bias">One value for each row, or nothing.</param>
    /// <param name="y">[rows], overwritten; apart from all else in memory.</param>
    public static void Run(Operand<T> a, ReadOnlySpan<T> x, ReadOnlySpan<T> bias, Span<T> y)
    {
        if (y.Length < V.Count)
        {
            if (!y.IsEmpty)
            {
                RunNarrow(a, x, bias, y);
            }

            return;
        }

        var row = 0;
        for (; y.Length - row >= 8 * V.Count; row += 8 * V.Count)
        {
            Eight(a, row, x, bias, y);
        }

        // The last rows may overlap those before them: they are computed again, to the same bits.
        for (; row < y.Length; row += 4 * V.Count)
        {
            Four(a, row, y.Length - V.Count, x, bias, y);
        }
    }

    private static void RunNarrow(Operand<T> a, ReadOnlySpan<T> x, ReadOnlySpan<T> bias, Span<T> y)
    {
        if (V.Count > Lanes128<T>.Count)
        {
            ColumnSweep<Lanes128<T>, T>.Run(a, x, bias, y);
        }
        else
        {
            ColumnSweep<Lanes1<T>, T>.Run(a, x, bias, y);
        }
    }

    /// <summary>Eight registers of rows, side by side in memory.</summary>
    [MethodImpl(Compilation.WithoutProfile)]
    private static void Eight(Operand<T> a, int row, ReadOnlySpan<T> x, ReadOnlySpan<T> bias, Span<T> y)
    {
        ref var column = ref First(a, row, 8 * V.Count);
        var (y0, y1) = (Start(bias, row), Start(bias, row + V.Count));
        var (y2, y3) = (Start(bias, row + (2 * V.Count)), Start(bias, row + (3 * V.Count)));
        var (y4, y5) = (Start(bias, row + (4 * V.Count)), Start(bias, row + (5 * V.Count)));
        var (y6, y7) = (Start(bias, row + (6 * V.Count)), Start(bias, row + (7 * V.Count)));
        foreach (var value in x[..a.Columns])
        {
            var factor = V.Broadcast(value);
            y0 = V.FusedMultiplyAdd(V.Load(ref column, 0), factor, y0);
            y1 = V.FusedMultiplyAdd(V.Load(ref column, V.Count), factor, y1);
            y2 = V.FusedMultiplyAdd(V.Load(ref column, 2 * V.Count), factor, y2);
            y3 = V.FusedMultiplyAdd(V.Load(ref column, 3 * V.Count), factor, y3);
            y4 = V.FusedMultiplyAdd(V.Load(ref column, 4 * V.Count), factor, y4);
            y5 = V.FusedMultiplyAdd(V.Load(ref column, 5 * V.Count), factor, y5);
            y6 = V.FusedMultiplyAdd(V.Load(ref column, 6 * V.Count), factor, y6);
            y7 = V.FusedMultiplyAdd(V.Load(ref column, 7 * V.Count), factor, y7);
            column = ref Unsafe.Add(ref column, a.ColumnStep);
        }

        y0.Store(y[row..]);
        y1.Store(y[(row + V.Count)..]);
        y2.Store(y[(row + (2 * V.Count))..]);
        y3.Store(y[(row + (3 * V.Count))..]);
        y4.Store(y[(row + (4 * V.Count))..]);
        y5.Store(y[(row + (5 * V.Count))..]);
        y6.Store(y[(row + (6 * V.Count))..]);
        y7.Store(y[(row + (7 * V.Count))..]);
    }

    /// <summary>Four registers of rows, none of which begins after the last.</summary>
    [MethodImpl(Compilation.WithoutProfile)]
    private static void Four(Operand<T> a, int row, int last, ReadOnlySpan<T> x, ReadOnlySpan<T> bias, Span<T> y)
    {
        ref var column = ref First(a, 0, last + V.Count);
        var (row0, row1) = (Math.Min(row, last), Math.Min(row + V.Count, last));
        var (row2, row3) = (Math.Min(row + (2 * V.Count), last), Math.Min(row + (3 * V.Count), last));
        var (y0, y1, y2, y3) = (Start(bias, row0), Start(bias, row1), Start(bias, row2), Start(bias, row3));
        foreach (var value in x[..a.Columns])
        {
            var factor = V.Broadcast(value);
            y0 = V.FusedMultiplyAdd(V.Load(ref column, row0), factor, y0);
            y1 = V.FusedMultiplyAdd(V.Load(ref column, row1), factor, y1);
            y2 = V.FusedMultiplyAdd(V.Load(ref column, row2), factor, y2);
            y3 = V.FusedMultiplyAdd(V.Load(ref column, row3), factor, y3);
            column = ref Unsafe.Add(ref column, a.ColumnStep);
        }

        y0.Store(y[row0..]);
        y1.Store(y[row1..]);
        y2.Store(y[row2..]);
        y3.Store(y[row3..]);
    }

    /// <summary>A's first element in a row, after a check that so many rows are there in every column.</summary>
    private static ref T First(Operand<T> a, int row, int rows)
    {
        _ = a.Values[((a.Columns - 1) * a.ColumnStep) + row + rows - 1];
        return ref Unsafe.Add(ref MemoryMarshal.GetReference(a.Values), row);
    }

    private static V Start(ReadOnlySpan<T> bias, int row) => bias.IsEmpty ? V.Broadcast(T.Zero) : V.Load(bias[row..]);
}
