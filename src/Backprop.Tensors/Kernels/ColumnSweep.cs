using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Backprop.Tensors.Kernels;

/// <summary>
/// y = bias + A·x for one column x: A is read where it lies, in the order of memory while eight registers hold all of y, else eight
/// columns at a time, so that y is fetched and written once for all eight. Nothing is packed, for each element of A is used but once.
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

        if (y.Length <= 4 * V.Count)
        {
            Four<OneRegister<V, T>>(a, 0, x, bias, y);
        }
        else if (y.Length <= 8 * V.Count)
        {
            Four<TwoRegisters<V, T>>(a, 0, x, bias, y);
        }
        else
        {
            var row = y.Length - (y.Length % V.Count);
            Registers(a, x, bias, y[..row]);
            if (row < y.Length)
            {
                Four<OneRegister<V, T>>(a, row, x, bias, y);
            }
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

    /// <summary>Many whole registers of rows.</summary>
    [MethodImpl(Compilation.WithoutProfile)]
    private static void Registers(Operand<T> a, ReadOnlySpan<T> x, ReadOnlySpan<T> bias, Span<T> y)
    {
        const int Together = 8;
        if (bias.IsEmpty)
        {
            y.Clear();
        }
        else
        {
            bias[..y.Length].CopyTo(y);
        }

        ref var column = ref First(a, y.Length);
        ref var y0 = ref MemoryMarshal.GetReference(y);
        nint rows = y.Length, step = a.ColumnStep, bytes = step * Unsafe.SizeOf<T>();
        x = x[..a.Columns];
        for (; x.Length >= Together; x = x[Together..])
        {
            var (x0, x1, x2, x3) = (V.Broadcast(x[0]), V.Broadcast(x[1]), V.Broadcast(x[2]), V.Broadcast(x[3]));
            var (x4, x5, x6, x7) = (V.Broadcast(x[4]), V.Broadcast(x[5]), V.Broadcast(x[6]), V.Broadcast(x[7]));
            Prefetch.ToFirstLevel(ref Unsafe.Add(ref MemoryMarshal.GetReference(x), Prefetch.InputsAhead));
            for (nint at = 0; at < rows; at += V.Count)
            {
                ref var first = ref Unsafe.Add(ref column, at);
                var sum = AddFour(V.Load(ref y0, at), ref first, bytes, x0, x1, x2, x3);
                AddFour(sum, ref Unsafe.AddByteOffset(ref first, 4 * bytes), bytes, x4, x5, x6, x7).Store(ref y0, at);
            }

            column = ref Unsafe.Add(ref column, Together * step);
        }

        foreach (var value in x)
        {
            var factor = V.Broadcast(value);
            for (nint row = 0; row < rows; row += V.Count)
            {
                V.FusedMultiplyAdd(in Unsafe.Add(ref column, row), factor, V.Load(ref y0, row)).Store(ref y0, row);
            }

            column = ref Unsafe.Add(ref column, step);
        }
    }

    /// <summary>One register of rows of four columns that lie so many bytes apart; unchecked.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V AddFour(V sum, ref T first, nint bytes, in V x0, in V x1, in V x2, in V x3)
    {
        sum = V.FusedMultiplyAdd(in first, x0, sum);
        sum = V.FusedMultiplyAdd(in Unsafe.AddByteOffset(ref first, bytes), x1, sum);
        sum = V.FusedMultiplyAdd(in Unsafe.AddByteOffset(ref first, 2 * bytes), x2, sum);
        return V.FusedMultiplyAdd(in Unsafe.AddByteOffset(ref first, 3 * bytes), x3, sum);
    }

    /// <summary>The rows from <paramref name="row"/> on, if they are no more than four columns of registers hold.</summary>
    /// <remarks>The last of them may overlap others: those are computed again, to the same bits.</remarks>
    [MethodImpl(Compilation.WithoutProfile)]
    private static void Four<TColumn>(Operand<T> a, int row, ReadOnlySpan<T> x, ReadOnlySpan<T> bias, Span<T> y)
        where TColumn : struct, IColumn<TColumn, V, T>
    {
        var last = y.Length - TColumn.Rows;
        ref var column = ref First(a, y.Length);
        var (row0, row1) = (Math.Min(row, last), Math.Min(row + TColumn.Rows, last));
        var (row2, row3) = (Math.Min(row + (2 * TColumn.Rows), last), Math.Min(row + (3 * TColumn.Rows), last));
        if (bias.IsEmpty)
        {
            y[row0..].Clear();
        }
        else
        {
            bias[row0..y.Length].CopyTo(y[row0..]);
        }

        ref var to = ref MemoryMarshal.GetReference(y);
        var (y0, y1, y2, y3) = (TColumn.Load(in to, row0), TColumn.Load(in to, row1), TColumn.Load(in to, row2), TColumn.Load(in to, row3));
        foreach (var value in x[..a.Columns])
        {
            var factor = V.Broadcast(value);
            y0.AddScaled(TColumn.Load(ref column, row0), factor);
            y1.AddScaled(TColumn.Load(ref column, row1), factor);
            y2.AddScaled(TColumn.Load(ref column, row2), factor);
            y3.AddScaled(TColumn.Load(ref column, row3), factor);
            column = ref Unsafe.Add(ref column, a.ColumnStep);
        }

        y0.Store(ref to, row0);
        y1.Store(ref to, row1);
        y2.Store(ref to, row2);
        y3.Store(ref to, row3);
    }

    /// <summary>A's first element, after a check that so many rows are there in every column.</summary>
    private static ref T First(Operand<T> a, int rows) =>
        ref MemoryMarshal.GetReference(a.Values[..(((a.Columns - 1) * a.ColumnStep) + rows)]);
}
