using System.Numerics;
using System.Runtime.CompilerServices;

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
        Span<T> zeros = stackalloc T[TileRows];
        Span<T> place = stackalloc T[TileRows * TileColumns];
        zeros.Clear();
        for (var i = 0; i < a.Rows; i += TileRows)
        {
            var rows = Math.Min(TileRows, a.Rows - i);
            var values = c.Values[i..];
            var start = !isFirst ? values : c.Bias.IsEmpty ? zeros : c.Bias[i..];
            var steps = new TileSteps(a.Step(i), b.DepthStep, b.ColumnStep, isFirst ? 0 : c.ColumnStep, c.ColumnStep);
            var j = rows == TileRows ? Whole<Double<V, T>>(a, i, b, start, values, steps)
                : rows == V.Count ? Whole<Single<V, T>>(a, i, b, start, values, steps)
                : 0;
            for (; j < b.Columns; j += TileColumns)
            {
                // A tile that hangs over the edge is computed in a place of its own, and what is there is taken.
                var columns = Math.Min(TileColumns, b.Columns - j);
                for (var e = 0; e < columns; e++)
                {
                    start.Slice((j + e) * steps.Start, rows).CopyTo(place[(e * TileRows)..]);
                }

                Tile(a, i, b, j, place, place, steps with { Start = TileRows, C = TileRows });
                for (var e = 0; e < columns; e++)
                {
                    place.Slice(e * TileRows, rows).CopyTo(values[((j + e) * c.ColumnStep)..]);
                }
            }
        }
    }

    /// <summary>
    /// Each element of A·B moves its element of C: the sums of a strip are computed into memory near by, and move their columns of C
    /// from there, which have been fetched meanwhile.
    /// </summary>
    /// <param name="a">A [rows × depth].</param>
    /// <param name="b">B [depth × columns].</param>
    /// <param name="c">C [rows × columns].</param>
    /// <param name="recurrence">How.</param>
    [SkipLocalsInit]
    [MethodImpl(Compilation.WithoutProfile)]
    public static void Move<R>(in Panels<V, T> a, in Strips<V, T> b, in Destination<T> c, in R recurrence)
        where R : struct, IRecurrence<T>
    {
        Span<T> zeros = stackalloc T[TileRows];
        zeros.Clear();
        var step = (a.Rows + V.Count - 1) / V.Count * V.Count;
        var sums = Scratch<T>.Sums(step * TileColumns);
        for (var j = 0; j < b.Columns; j += TileColumns)
        {
            var columns = Math.Min(TileColumns, b.Columns - j);
            for (var i = 0; i < a.Rows; i += TileRows)
            {
                Optimizers<V, T>.Expect<R>(Math.Min(TileRows, a.Rows - i), columns, c.From(i, j));
                Tile(a, i, b, j, zeros, sums[i..], new(a.Step(i), b.DepthStep, b.ColumnStep, 0, step));
            }

            Optimizers<V, T>.Run(recurrence, sums, step, a.Rows, columns, c.From(0, j));
        }
    }

    /// <summary>All tiles of a panel that hang over no edge, written where they belong.</summary>
    /// <returns>Behind the last column that is done.</returns>
    [MethodImpl(Compilation.WithoutProfile)]
    private static int Whole<TColumn>(
        in Panels<V, T> a, int row, in Strips<V, T> b, ReadOnlySpan<T> start, Span<T> c, in TileSteps steps)
        where TColumn : struct, IColumn<TColumn, V, T>
    {
        var panel = a.From(row);
        for (var j = 0; j < b.Whole; j += TileColumns)
        {
            Tile<TColumn, V, T>.Run(a.Depth, panel, b.From(j), start[(j * steps.Start)..], c[(j * steps.C)..], steps);
        }

        return b.Whole;
    }

    private static void Tile(
        in Panels<V, T> a, int row, in Strips<V, T> b, int column, ReadOnlySpan<T> start, Span<T> c, in TileSteps steps)
    {
        var isWhole = column < b.Whole;
        var strip = isWhole ? b.From(column) : b.Edge;
        var all = isWhole ? steps : steps with { Depth = TileColumns, Column = 1 };
        if (a.Rows - row > V.Count)
        {
            Tile<Double<V, T>, V, T>.Run(a.Depth, a.From(row), strip, start, c, all);
        }
        else
        {
            Tile<Single<V, T>, V, T>.Run(a.Depth, a.From(row), strip, start, c, all);
        }
    }
}
