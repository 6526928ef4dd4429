using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Backprop.Tensors.Kernels;

/// <summary>Some rows of A times B: the two loops around the register tile.</summary>
internal static class Block<V, T>
    where V : struct, ILanes<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static int TileRows => Panels<V, T>.Height;

    private static int TileColumns => Strips<V, T>.Width;

    /// <summary>C ← start + A·B, panel by panel: each lies in a cache near by while the strips of B go by.</summary>
    /// <param name="a">A [rows × depth].</param>
    /// <param name="b">B [depth × columns].</param>
    /// <param name="c">C [rows × columns].</param>
    /// <param name="isFirst">Whether the sums start here; else they go on from C.</param>
    // What the tile's own place holds is written before it is read: clearing it would cost small products as much as computing them.
    [SkipLocalsInit]
    [MethodImpl(Compilation.WithoutProfile)]
    public static void Write(in Panels<V, T> a, in Strips<V, T> b, in Destination<T> c, bool isFirst)
    {
        Span<T> same = stackalloc T[TileRows];
        Span<T> place = stackalloc T[TileRows * TileColumns];
        same.Clear();
        for (var i = 0; i < a.Rows; i += TileRows)
        {
            var rows = Math.Min(TileRows, a.Rows - i);
            var values = c.Values[i..];
            if (isFirst && !c.Bias.IsEmpty)
            {
                c.Bias.Slice(i, rows).CopyTo(same);
            }

            var start = isFirst ? same : values;
            var steps = new TileSteps(a.Step(i), b.DepthStep, b.ColumnStep, isFirst ? 0 : c.ColumnStep, c.ColumnStep);
            var j = rows == TileRows ? Whole<Double<V, T>>(a, i, b, start, values, steps)
                : rows == V.Count ? Whole<Single<V, T>>(a, i, b, start, values, steps)
                : 0;
            for (; j < b.Columns; j += TileColumns)
            {
                // A tile that hangs over the edge is computed in a place of its own, and what is there is taken.
                var columns = Math.Min(TileColumns, b.Columns - j);
                if (isFirst)
                {
                    Tile(a, i, b, j, same, place, steps with { C = TileRows });
                }
                else
                {
                    Copy(values[(j * c.ColumnStep)..], c.ColumnStep, rows, columns, place, TileRows);
                    Tile(a, i, b, j, place, place, steps with { Start = TileRows, C = TileRows });
                }

                Copy(place, TileRows, rows, columns, values[(j * c.ColumnStep)..], c.ColumnStep);
            }
        }
    }

    /// <summary>
    /// Each element of A·B moves its element of C, strip by strip: the sums of a strip are computed into memory near by, while the
    /// columns that they belong to are fetched, and move them from there.
    /// </summary>
    /// <param name="a">A [rows × depth].</param>
    /// <param name="b">B [depth × columns].</param>
    /// <param name="c">C [rows × columns].</param>
    /// <param name="recurrence">How.</param>
    public static void Move<R>(in Panels<V, T> a, in Strips<V, T> b, in Destination<T> c, in R recurrence)
        where R : struct, IRecurrence<T>
    {
        // Tiles hang over the end of a column, where there is room for it.
        var height = (a.Rows + TileRows - 1) / TileRows * TileRows;
        var sums = Scratch<T>.Sums(height * TileColumns);
        for (var j = 0; j < b.Columns; j += TileColumns)
        {
            var columns = Math.Min(TileColumns, b.Columns - j);
            var moved = c.From(0, j);
            Sums<R>(a, b, j, sums, height, moved, columns);
            Optimizers<V, T>.Run(recurrence, sums, height, a.Rows, columns, moved);
        }
    }

    /// <summary>All panels times one strip.</summary>
    [MethodImpl(Compilation.WithoutProfile)]
    private static void Sums<R>(in Panels<V, T> a, in Strips<V, T> b, int column, scoped Span<T> sums, int height, in Destination<T> c, int columns)
        where R : struct, IRecurrence<T>
    {
        Span<T> zeros = stackalloc T[TileRows];
        zeros.Clear();
        var steps = new TileSteps(a.Step(0), b.DepthStep, b.ColumnStep, 0, height);
        nint i = 0;
        if (column < b.Whole)
        {
            var whole = a.Rows / TileRows * TileRows;
            var strip = b.From(column);
            if (whole > 0)
            {
                Tile<Double<V, T>, V, T>.Require(a.Depth, TileColumns, a.From(whole - TileRows), strip[((TileColumns - 1) * b.ColumnStep)..], zeros, sums[(whole - TileRows)..], steps);
            }

            ref var a0 = ref MemoryMarshal.GetReference(a.From(0));
            ref var b0 = ref MemoryMarshal.GetReference(strip);
            ref var zeros0 = ref MemoryMarshal.GetReference(zeros);
            ref var sums0 = ref MemoryMarshal.GetReference(sums);
            nint aStep = (nint)a.RowStep * TileRows;
            for (; i < whole; i += TileRows)
            {
                Fetch.Lines(ref Unsafe.Add(ref MemoryMarshal.GetReference(c.Values), i), TileRows, columns, c.ColumnStep);
                if (R.States > 0)
                {
                    Fetch.Lines(ref Unsafe.Add(ref MemoryMarshal.GetReference(c.First), i), TileRows, columns, c.ColumnStep);
                }

                if (R.States > 1)
                {
                    Fetch.Lines(ref Unsafe.Add(ref MemoryMarshal.GetReference(c.Second), i), TileRows, columns, c.ColumnStep);
                }

                Tile<Double<V, T>, V, T>.Run<ManyColumns<V>>(a.Depth, in a0, in b0, in zeros0, ref Unsafe.Add(ref sums0, i), steps);
                a0 = ref Unsafe.Add(ref a0, aStep);
            }
        }

        for (; i < a.Rows; i += TileRows)
        {
            Tile(a, (int)i, b, column, zeros, sums[(int)i..], steps with { A = a.Step((int)i) });
        }
    }

    /// <summary>All tiles of a panel that hang over no edge, written where they belong.</summary>
    /// <returns>Behind the last column that is done.</returns>
    [MethodImpl(Compilation.WithoutProfile)]
    private static int Whole<TColumn>(
        in Panels<V, T> a, int row, in Strips<V, T> b, scoped ReadOnlySpan<T> start, scoped Span<T> c, scoped in TileSteps steps)
        where TColumn : struct, IColumn<TColumn, V, T>
    {
        var panel = a.From(row);
        var (depth, end, width, own) = (a.Depth, b.Whole, TileColumns, steps);
        if (end > 0)
        {
            Tile<TColumn, V, T>.Require(depth, end, panel, b.From(end - width)[((width - 1) * b.ColumnStep)..], start, c, own);
            ref var a0 = ref MemoryMarshal.GetReference(panel);
            ref var b0 = ref MemoryMarshal.GetReference(b.From(0));
            ref var start0 = ref MemoryMarshal.GetReference(start);
            ref var c0 = ref MemoryMarshal.GetReference(c);
            nint bStep = (nint)b.Step * width, startStep = (nint)own.Start * width, cStep = (nint)own.C * width;
            for (var j = 0; j < end; j += width)
            {
                Tile<TColumn, V, T>.Run<ManyColumns<V>>(depth, in a0, in b0, in start0, ref c0, own);
                b0 = ref Unsafe.Add(ref b0, bStep);
                start0 = ref Unsafe.Add(ref start0, startStep);
                c0 = ref Unsafe.Add(ref c0, cStep);
            }
        }

        if (b.Columns - end != FewColumns.Columns)
        {
            return end;
        }

        own = own with { Depth = b.EdgeDepthStep, Column = b.EdgeColumnStep };
        Tile<TColumn, V, T>.Run<FewColumns>(depth, panel, b.Edge, start[(end * own.Start)..], c[(end * own.C)..], own);
        return b.Columns;
    }

    /// <summary>A few rows of a few columns, element by element: a call for each column would take longer.</summary>
    [MethodImpl(Compilation.WithoutProfile)]
    private static void Copy(ReadOnlySpan<T> from, int fromStep, int rows, int columns, Span<T> to, int toStep)
    {
        for (var j = 0; j < columns; j++)
        {
            for (var i = 0; i < rows; i++)
            {
                to[(j * toStep) + i] = from[(j * fromStep) + i];
            }
        }
    }

    private static void Tile(
        in Panels<V, T> a, int row, in Strips<V, T> b, int column, ReadOnlySpan<T> start, Span<T> c, in TileSteps steps)
    {
        var isWhole = column < b.Whole;
        var strip = isWhole ? b.From(column) : b.Edge;
        var all = isWhole ? steps : steps with { Depth = b.EdgeDepthStep, Column = b.EdgeColumnStep };
        if (b.Columns - column <= FewColumns.Columns)
        {
            Tile<FewColumns>(a, row, strip, start, c, all);
        }
        else
        {
            Tile<ManyColumns<V>>(a, row, strip, start, c, all);
        }
    }

    private static void Tile<TWidth>(in Panels<V, T> a, int row, ReadOnlySpan<T> strip, ReadOnlySpan<T> start, Span<T> c, in TileSteps steps)
        where TWidth : struct, IWidth
    {
        if (a.Rows - row > V.Count)
        {
            Tile<Double<V, T>, V, T>.Run<TWidth>(a.Depth, a.From(row), strip, start, c, steps);
        }
        else
        {
            Tile<Single<V, T>, V, T>.Run<TWidth>(a.Depth, a.From(row), strip, start, c, steps);
        }
    }
}
