using System.Numerics;
using System.Runtime.CompilerServices;

namespace Backprop.Tensors.Kernels;

/// <summary>A block of A, packed or as it lies, times all columns of B, a strip at a time: the loops around the register tile.</summary>
internal static class Block<V, T>
    where V : struct, ILanes<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static int TileRows => 2 * V.Count;

    private static int TileColumns => Strips<V, T>.Width;

    /// <summary>C ← start + A·B, or each element of A·B moves its element of C.</summary>
    /// <param name="a">A [rows × depth].</param>
    /// <param name="panelStep">A panel begins at so many elements times its first row: the depth where A is packed, 1 where it is not.</param>
    /// <param name="b">B [depth × columns].</param>
    /// <param name="stripStep">Distance between two strips of B.</param>
    /// <param name="isPacked">Whether B is packed, and so has columns of 0 where there are none.</param>
    /// <param name="c">C [rows × columns].</param>
    /// <param name="recurrence">What becomes of the sums.</param>
    /// <param name="isFirst">Whether the sums start here; else they go on from C.</param>
    // What the tile's own place holds is written before it is read: clearing it would cost small products as much as computing them.
    [SkipLocalsInit]
    [MethodImpl(Compilation.WithoutProfile)]
    public static void Run<R>(
        Operand<T> a, int panelStep, Operand<T> b, int stripStep, bool isPacked, Destination<T> c, in R recurrence, bool isFirst)
        where R : struct, IRecurrence<T>
    {
        var (rows, depth) = (a.Rows, a.Columns);
        Span<T> place = stackalloc T[TileRows * TileColumns];
        Span<T> first = stackalloc T[TileRows];
        first.Clear();
        for (var (j, strip) = (0, 0); j < b.Columns; (j, strip) = (j + TileColumns, strip + stripStep))
        {
            var columns = Math.Min(TileColumns, b.Columns - j);
            var bTile = b.Values[strip..];
            var (depthStep, columnStep) = (b.RowStep, b.ColumnStep);
            if (columns < TileColumns && !isPacked)
            {
                // Columns that are not there must be readable.
                var last = Scratch<T>.Strips(TileColumns * depth);
                Strips<V, T>.Pack(b.SomeColumns(j, columns), last);
                bTile = last;
                (depthStep, columnStep) = (TileColumns, 1);
            }

            for (var i = 0; i < rows; i += TileRows)
            {
                var height = Math.Min(TileRows, rows - i);
                var isWide = height > V.Count;
                var panel = a.Values[(i * panelStep)..];
                var steps = new TileSteps(panelStep > 1 && !isWide ? V.Count : a.ColumnStep, depthStep, columnStep, 0, TileRows);
                if (typeof(R) == typeof(Assignment<T>) && columns == TileColumns && height == (isWide ? TileRows : V.Count))
                {
                    var values = c.Values[((j * c.ColumnStep) + i)..];
                    var start = !isFirst ? values : c.Bias.IsEmpty ? first : c.Bias[i..];
                    Tile(isWide, depth, panel, bTile, start, values, steps with { Start = isFirst ? 0 : c.ColumnStep, C = c.ColumnStep });
                    continue;
                }

                // A tile of gradients, or one that hangs over the edge, is computed in a place of its own, and taken from there.
                var tile = c.From(i, j);
                if (!isFirst)
                {
                    for (var e = 0; e < columns; e++)
                    {
                        tile.Values.Slice(e * c.ColumnStep, height).CopyTo(place[(e * TileRows)..]);
                    }

                    Tile(isWide, depth, panel, bTile, place, place, steps with { Start = TileRows });
                }
                else
                {
                    if (!c.Bias.IsEmpty)
                    {
                        tile.Bias[..height].CopyTo(first);
                    }

                    Optimizers<V, T>.Expect<R>(height, columns, tile);
                    Tile(isWide, depth, panel, bTile, first, place, steps);
                }

                Optimizers<V, T>.Run(recurrence, place, TileRows, height, columns, tile);
            }
        }
    }

    private static void Tile(
        bool isWide, int depth, ReadOnlySpan<T> a, ReadOnlySpan<T> b, ReadOnlySpan<T> start, Span<T> c, in TileSteps steps)
    {
        if (isWide)
        {
            Tile<Double<V, T>, V, T>.Run(depth, a, b, start, c, steps);
        }
        else
        {
            Tile<Single<V, T>, V, T>.Run(depth, a, b, start, c, steps);
        }
    }
}
