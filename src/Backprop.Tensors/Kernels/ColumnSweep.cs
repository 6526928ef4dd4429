using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Backprop.Tensors.Kernels;

/// <summary>
/// y = bias + A·x for one column x: A is read where it lies, column by column, for as many rows as four registers hold. Nothing
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

        // The last rows may overlap those before them: they are computed again, to the same bits.
        var row = 0;
        for (; y.Length - row >= 4 * V.Count; row += 4 * V.Count)
        {
            Four(a, row, x, bias, y);
        }

        for (; row < y.Length; row += V.Count)
        {
            One(a, Math.Min(row, y.Length - V.Count), x, bias, y);
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

    [MethodImpl(Compilation.WithoutProfile)]
    private static void Four(Operand<T> a, int row, ReadOnlySpan<T> x, ReadOnlySpan<T> bias, Span<T> y)
    {
        ref var column = ref First(a, row, 4 * V.Count);
        var (y0, y1) = (Start(bias, row), Start(bias, row + V.Count));
        var (y2, y3) = (Start(bias, row + (2 * V.Count)), Start(bias, row + (3 * V.Count)));
        foreach (var value in x[..a.Columns])
        {
            var factor = V.Broadcast(value);
            y0 = V.FusedMultiplyAdd(V.Load(ref column, 0), factor, y0);
            y1 = V.FusedMultiplyAdd(V.Load(ref column, V.Count), factor, y1);
            y2 = V.FusedMultiplyAdd(V.Load(ref column, 2 * V.Count), factor, y2);
            y3 = V.FusedMultiplyAdd(V.Load(ref column, 3 * V.Count), factor, y3);
            column = ref Unsafe.Add(ref column, a.ColumnStep);
        }

        y0.Store(y[row..]);
        y1.Store(y[(row + V.Count)..]);
        y2.Store(y[(row + (2 * V.Count))..]);
        y3.Store(y[(row + (3 * V.Count))..]);
    }

    [MethodImpl(Compilation.WithoutProfile)]
    private static void One(Operand<T> a, int row, ReadOnlySpan<T> x, ReadOnlySpan<T> bias, Span<T> y)
    {
        ref var column = ref First(a, row, V.Count);
        var sum = Start(bias, row);
        foreach (var value in x[..a.Columns])
        {
            sum = V.FusedMultiplyAdd(V.Load(ref column, 0), V.Broadcast(value), sum);
            column = ref Unsafe.Add(ref column, a.ColumnStep);
        }

        sum.Store(y[row..]);
    }

    /// <summary>A's first element in a row, after a check that so many rows are there in every column.</summary>
    private static ref T First(Operand<T> a, int row, int rows)
    {
        _ = a.Values[((a.Columns - 1) * a.ColumnStep) + row + rows - 1];
        return ref Unsafe.Add(ref MemoryMarshal.GetReference(a.Values), row);
    }

    private static V Start(ReadOnlySpan<T> bias, int row) => bias.IsEmpty ? V.Broadcast(T.Zero) : V.Load(bias[row..]);
}
