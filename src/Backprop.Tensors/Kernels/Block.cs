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

    /// <summary>Elements of C whose sums are computed before they move it: 64 kB, little beside a second-level cache.</summary>
    private static int SumsBlock => (1 << 16) / Unsafe.SizeOf<T>();

    /// <summary>C ← start + A·B, panel by panel: each lies in a cache near by while the strips of B go by.</summary>
    /// <param name="a">A [rows × depth].</param>
    /// <param name="b">B [depth × columns].</param>
    /// <param name="c">C [rows × columns].</param>
    /// <param name="isFirst">Whether the sums start here; else they go on from C.</param>
    public static void Write(in Panels<V, T> a, in Strips<V, T> b, in Destination<T> c, bool isFirst)
    {
        var nothing = default(Ahead<T>);
        Write(a, b, c, isFirst, ref nothing);
    }

    // What the tile's own place holds is written before it is read: clearing it would cost small products as much as computing them.
    [SkipLocalsInit]
    [MethodImpl(Compilation.WithoutProfile)]
    private static void Write(in Panels<V, T> a, in Strips<V, T> b, in Destination<T> c, bool isFirst, ref Ahead<T> ahead)
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
            var j = rows == TileRows ? Whole<Double<V, T>>(a, i, b, start, values, steps, ref ahead)
                : rows == V.Count ? Whole<Single<V, T>>(a, i, b, start, values, steps, ref ahead)
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
    /// Each element of A·B moves its element of C: the sums of some columns are computed into memory near by, and move their columns
    /// of C from there.
    /// </summary>
    /// <param name="a">A [rows × depth].</param>
    /// <param name="b">B [depth × columns].</param>
    /// <param name="c">C [rows × columns].</param>
    /// <param name="recurrence">How.</param>
    public static void Move<R>(in Panels<V, T> a, in Strips<V, T> b, in Destination<T> c, in R recurrence)
        where R : struct, IRecurrence<T>
    {
        var columnBlock = Math.Max(SumsBlock / a.Rows / TileColumns, 1) * TileColumns;
        var sums = Scratch<T>.Sums(a.Rows * Math.Min(columnBlock, b.Columns));
        for (var j = 0; j < b.Columns; j += columnBlock)
        {
            var columns = Math.Min(columnBlock, b.Columns - j);
            var moved = c.From(0, j);
            var ahead = c.IsFar(b.Columns)
                ? new Ahead<T>(moved, a.Rows, columns, R.States, a.Rows / TileRows * (columns / TileColumns), a.Depth)
                : default;
            Write(a, Strips<V, T>.Some(b, j, columns), Destination<T>.Overwrite(sums, a.Rows), isFirst: true, ref ahead);
            Optimizers<V, T>.Run(recurrence, sums, a.Rows, a.Rows, columns, moved);
        }
    }

    /// <summary>All tiles of a panel that hang over no edge, written where they belong.</summary>
    /// <returns>Behind the last column that is done.</returns>
    [MethodImpl(Compilation.WithoutProfile)]
    private static int Whole<TColumn>(
        in Panels<V, T> a, int row, in Strips<V, T> b, scoped ReadOnlySpan<T> start, scoped Span<T> c, scoped in TileSteps steps, ref Ahead<T> ahead)
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
                if (ahead.IsNext(out var fetch))
                {
                    Tile<TColumn, V, T>.Run<ManyColumns<V>, Fetch<T>>(depth, in a0, in b0, in start0, ref c0, own, fetch);
                }
                else
                {
                    Tile<TColumn, V, T>.Run<ManyColumns<V>, NoFetch>(depth, in a0, in b0, in start0, ref c0, own, default);
                }

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
