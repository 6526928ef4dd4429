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

    /// <summary>C ← start + A·B, strip by strip: each lies in the nearest cache while the panels of A go by.</summary>
    /// <param name="a">A [rows × depth].</param>
    /// <param name="b">B [depth × columns].</param>
    /// <param name="c">C [rows × columns].</param>
    /// <param name="isFirst">Whether the sums start here; else they go on from C.</param>
    /// <param name="next">What is packed meanwhile.</param>
    public static void Write<TA, TB>(in Panels<V, T> a, in Strips<V, T> b, in Destination<T> c, bool isFirst, ref NextPanels<V, T> next)
        where TA : struct, ILayout
        where TB : struct, ILayout
    {
        var steps = new TileSteps(a.Step(0), b.DepthStep, b.ColumnStep, isFirst ? 0 : c.ColumnStep, c.ColumnStep);
        var whole = a.Rows / TileRows * TileRows;
        if (whole > 0 && b.Whole > 0)
        {
            Whole<TA, TB>(a, whole, b, isFirst ? c.Bias : c.Values, c, steps, ref next);
        }

        for (var j = whole < a.Rows ? 0 : b.Whole; j < b.Columns; j += TileColumns)
        {
            Edge(a, j < b.Whole ? whole : 0, b, j, c, isFirst, steps);
        }
    }

    /// <summary>All whole tiles, strip by strip.</summary>
    /// <param name="a">A [rows × depth].</param>
    /// <param name="rows">Rows of its whole panels.</param>
    /// <param name="b">B [depth × columns].</param>
    /// <param name="start">What the sums start from; nothing is 0.</param>
    /// <param name="c">C [rows × columns].</param>
    /// <param name="steps">Distances for a whole strip.</param>
    /// <param name="nextPanels">What is packed meanwhile.</param>
    [MethodImpl(Compilation.WithoutProfile)]
    private static void Whole<TA, TB>(
        in Panels<V, T> a,
        int rows,
        in Strips<V, T> b,
        scoped ReadOnlySpan<T> start,
        in Destination<T> c,
        in TileSteps steps,
        ref NextPanels<V, T> nextPanels)
        where TA : struct, ILayout
        where TB : struct, ILayout
    {
        var last = rows - TileRows;
        var lastColumn = b.From(b.Whole - TileColumns)[((TileColumns - 1) * steps.Column)..];
        Tile<TwoRegisters<V, T>, V, T>.Require(a.Depth, b.Whole, a.From(last), lastColumn, start.IsEmpty ? default : start[last..], c.Values[last..], steps);
        nint aStep = (nint)a.RowStep * TileRows, startStep = start.IsEmpty ? 0 : TileRows;
        var isFar = c.IsFar(b.Columns);
        var nextStrip = new NextStrip<V, T>(b, a.Depth, rows / TileRows, isFar);
        var isAhead = isFar || nextStrip.IsAsked;
        var nextTile = new NextTile<V, T>(nextStrip);
        var nothing = default(Nothing);
        ref var strip = ref MemoryMarshal.GetReference(b.From(0));
        ref var startColumn = ref Unsafe.AsRef(in Tile<TwoRegisters<V, T>, V, T>.Start(start));
        ref var column = ref MemoryMarshal.GetReference(c.Values);
        for (var j = 0; j < b.Whole; j += TileColumns)
        {
            ref var a0 = ref MemoryMarshal.GetReference(a.From(0));
            ref var start0 = ref startColumn;
            for (nint i = 0; i < rows; i += TileRows)
            {
                if (isAhead)
                {
                    // After the last tile of a strip comes the first of the next one.
                    var after = i < last ? ((nint)j * steps.C) + i + TileRows : (nint)(j + TileColumns) * steps.C;
                    nextTile.Begin(j, i / TileRows, isFar ? new DestinationPrefetch<V, T, Assignment<T>>(c, after) : default);
                }

                if (nextPanels.AreLeft)
                {
                    nextPanels.Begin(nextTile);
                    Tile<TwoRegisters<V, T>, V, T>.Run<ManyColumns<V>, TA, TB, NextPanels<V, T>>(a.Depth, in a0, in strip, in start0, ref Unsafe.Add(ref column, i), steps, ref nextPanels);
                }
                else if (isAhead)
                {
                    Tile<TwoRegisters<V, T>, V, T>.Run<ManyColumns<V>, TA, TB, NextTile<V, T>>(a.Depth, in a0, in strip, in start0, ref Unsafe.Add(ref column, i), steps, ref nextTile);
                }
                else
                {
                    Tile<TwoRegisters<V, T>, V, T>.Run<ManyColumns<V>, TA, TB, Nothing>(a.Depth, in a0, in strip, in start0, ref Unsafe.Add(ref column, i), steps, ref nothing);
                }

                a0 = ref Unsafe.Add(ref a0, aStep);
                start0 = ref Unsafe.Add(ref start0, startStep);
            }

            strip = ref Unsafe.Add(ref strip, (nint)b.Step * TileColumns);
            startColumn = ref Unsafe.Add(ref startColumn, (nint)steps.Start * TileColumns);
            column = ref Unsafe.Add(ref column, (nint)steps.C * TileColumns);
        }
    }

    /// <summary>The rows of a strip that fill no tile, or all of those that are narrower than a tile.</summary>
    // What the tile's own place holds is written before it is read: clearing it would cost small products as much as computing them.
    [SkipLocalsInit]
    [MethodImpl(Compilation.WithoutProfile)]
    private static void Edge(
        in Panels<V, T> a, int row, in Strips<V, T> b, int column, in Destination<T> c, bool isFirst, in TileSteps steps)
    {
        Span<T> place = stackalloc T[TileRows * TileColumns];
        Span<T> bias = stackalloc T[isFirst && !c.Bias.IsEmpty ? TileRows : 0];
        var columns = Math.Min(TileColumns, b.Columns - column);
        for (; row < a.Rows; row += TileRows)
        {
            var rows = Math.Min(TileRows, a.Rows - row);
            var own = steps with { A = a.Step(row) };
            var values = c.Values[((column * c.ColumnStep) + row)..];
            if (!bias.IsEmpty)
            {
                c.Bias.Slice(row, rows).CopyTo(bias);
                bias[rows..].Clear();
            }

            if ((columns == TileColumns || columns == FewColumns.Columns) && (rows == TileRows || rows == V.Count))
            {
                Tile(a, row, b, column, isFirst ? bias : values, values, own);
                continue;
            }

            // A tile that hangs over the edge is computed in a place of its own, and what is there is taken.
            if (isFirst)
            {
                Tile(a, row, b, column, bias, place, own with { C = TileRows });
            }
            else
            {
                Copy(values, c.ColumnStep, rows, columns, place, TileRows);
                Tile(a, row, b, column, place, place, own with { Start = TileRows, C = TileRows });
            }

            Copy(place, TileRows, rows, columns, values, c.ColumnStep);
        }
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

    /// <summary>One tile, at whatever edge.</summary>
    public static void Tile(
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
            Tile<TwoRegisters<V, T>, V, T>.Run<TWidth>(a.Depth, a.From(row), strip, start, c, steps);
        }
        else
        {
            Tile<OneRegister<V, T>, V, T>.Run<TWidth>(a.Depth, a.From(row), strip, start, c, steps);
        }
    }
}
