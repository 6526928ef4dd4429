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
    // What the tile's own place holds is written before it is read: clearing it would cost small products as much as computing them.
    [SkipLocalsInit]
    [MethodImpl(Compilation.WithoutProfile)]
    public static void Write(in Panels<V, T> a, in Strips<V, T> b, in Destination<T> c, bool isFirst)
    {
        Span<T> same = stackalloc T[TileRows];
        Span<T> place = stackalloc T[TileRows * TileColumns];
        same.Clear();
        var startRow = isFirst && c.Bias.IsEmpty ? 0 : 1;
        var steps = new TileSteps(a.Step(0), b.DepthStep, b.ColumnStep, isFirst ? 0 : c.ColumnStep, c.ColumnStep);
        for (var j = 0; j < b.Columns; j += TileColumns)
        {
            var columns = Math.Min(TileColumns, b.Columns - j);
            var here = c.From(0, j);
            var start = !isFirst ? here.Values : c.Bias.IsEmpty ? same : c.Bias;
            var isStrip = columns == TileColumns || columns == FewColumns.Columns;
            var i = isStrip ? Whole(a, b, j, start, startRow, here.Values, steps) : 0;
            for (; i < a.Rows; i += TileRows)
            {
                var rows = Math.Min(TileRows, a.Rows - i);
                var own = steps with { A = a.Step(i) };
                var values = here.Values[i..];
                if (isFirst && !c.Bias.IsEmpty)
                {
                    c.Bias.Slice(i, rows).CopyTo(same);
                }

                if (isStrip && rows == V.Count)
                {
                    Tile(a, i, b, j, isFirst ? same : values, values, own);
                    continue;
                }

                // A tile that hangs over the edge is computed in a place of its own, and what is there is taken.
                if (isFirst)
                {
                    Tile(a, i, b, j, same, place, own with { C = TileRows });
                }
                else
                {
                    Copy(values, c.ColumnStep, rows, columns, place, TileRows);
                    Tile(a, i, b, j, place, place, own with { Start = TileRows, C = TileRows });
                }

                Copy(place, TileRows, rows, columns, values, c.ColumnStep);
            }
        }
    }

    /// <summary>All whole panels times one strip, while the lines of the next panel's sums are fetched.</summary>
    /// <param name="a">A [rows × depth].</param>
    /// <param name="b">B [depth × columns].</param>
    /// <param name="column">First column of the strip, which is as wide as the tile, or as the tile for few columns.</param>
    /// <param name="start">What the sums start from.</param>
    /// <param name="startRow">Distance between two rows of that; 0 where they are the same.</param>
    /// <param name="c">Where the sums go.</param>
    /// <param name="steps">Distances for a whole strip.</param>
    /// <returns>Behind the last row that is done.</returns>
    [MethodImpl(Compilation.WithoutProfile)]
    private static int Whole(
        in Panels<V, T> a, in Strips<V, T> b, int column, scoped ReadOnlySpan<T> start, int startRow, scoped Span<T> c, in TileSteps steps)
    {
        nint end = a.Rows / TileRows * TileRows;
        if (end == 0)
        {
            return 0;
        }

        var columns = Math.Min(TileColumns, b.Columns - column);
        var isMany = column < b.Whole;
        var strip = isMany ? b.From(column) : b.Edge;
        var own = isMany ? steps : steps with { Depth = b.EdgeDepthStep, Column = b.EdgeColumnStep };
        var last = (int)end - TileRows;
        Tile<Double<V, T>, V, T>.Require(a.Depth, columns, a.From(last), strip[((columns - 1) * own.Column)..], start[(last * startRow)..], c[last..], own);
        ref var a0 = ref MemoryMarshal.GetReference(a.From(0));
        ref var b0 = ref MemoryMarshal.GetReference(strip);
        ref var start0 = ref MemoryMarshal.GetReference(start);
        ref var c0 = ref MemoryMarshal.GetReference(c);
        nint aStep = (nint)a.RowStep * TileRows, startStep = startRow * TileRows;
        for (nint i = 0; i < end; i += TileRows)
        {
            Fetch.Lines(ref Unsafe.Add(ref c0, i + TileRows), TileRows, columns, own.C);
            if (isMany)
            {
                Tile<Double<V, T>, V, T>.Run<ManyColumns<V>>(a.Depth, in a0, in b0, in start0, ref Unsafe.Add(ref c0, i), own);
            }
            else
            {
                Tile<Double<V, T>, V, T>.Run<FewColumns>(a.Depth, in a0, in b0, in start0, ref Unsafe.Add(ref c0, i), own);
            }

            a0 = ref Unsafe.Add(ref a0, aStep);
            start0 = ref Unsafe.Add(ref start0, startStep);
        }

        return (int)end;
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
            Tile<Double<V, T>, V, T>.Run<TWidth>(a.Depth, a.From(row), strip, start, c, steps);
        }
        else
        {
            Tile<Single<V, T>, V, T>.Run<TWidth>(a.Depth, a.From(row), strip, start, c, steps);
        }
    }
}
