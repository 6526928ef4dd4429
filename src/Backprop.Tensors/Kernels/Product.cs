using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace Backprop.Tensors.Kernels;

/// <summary>
/// C = start + A·B, C column-major: the loops around the register tile. Rows of A are packed, panel by panel of the tile's
/// height, into a block that stays in the second-level cache; B is read where it lies. Depth is cut into blocks too, ascending:
/// the sums rest in C between two blocks, which changes no bit of them.
/// </summary>
internal static class Product<V, T>
    where V : struct, ILanes<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Six columns of B this deep, and a panel of A, stay in a first-level cache of 32 kB.</summary>
    private const int DepthBlock = 256;

    /// <summary>Rows of A that are packed at a time: with <see cref="DepthBlock"/> 400 kB of floats, half a second-level cache.</summary>
    private const int RowBlock = 384;

    private const int TileColumns = Tile<Double<V, T>, V, T>.Columns;

    [ThreadStatic]
    private static T[]? s_block;

    private static int TileRows => 2 * V.Count;

    /// <summary>C ← bias + A·B, or C ← C + descent·(A·B).</summary>
    /// <param name="a">A [rows × depth].</param>
    /// <param name="b">B [depth × columns].</param>
    /// <param name="c">C [rows × columns]; apart from A and B in memory.</param>
    public static void Run(Operand<T> a, Operand<T> b, Destination<T> c)
    {
        if (a.Columns == 0)
        {
            Start(c, a.Rows, b.Columns);
            return;
        }

        if (b.Columns == 1 && a.RowStep == 1 && b.RowStep == 1 && c.Descent is null)
        {
            ColumnSweep<V, T>.Run(a, b.Values, c.Bias, c.Values[..a.Rows]);
            return;
        }

        // A descent takes whole sums: they cannot rest in C, so depth is not cut and fewer rows are packed at a time.
        var (depthBlock, rowBlock) = c.Descent is null || a.Columns <= DepthBlock
            ? (DepthBlock, RowBlock)
            : (a.Columns, Math.Max(RowBlock * DepthBlock / a.Columns / TileRows, 1) * TileRows);
        var block = Room((rowBlock + TileRows) * Math.Min(depthBlock, a.Columns));
        for (var k = 0; k < a.Columns; k += depthBlock)
        {
            var depth = Math.Min(depthBlock, a.Columns - k);
            for (var i = 0; i < a.Rows; i += rowBlock)
            {
                var rows = Math.Min(rowBlock, a.Rows - i);
                Panels<V, T>.Pack(a, i, rows, k, depth, block);
                Block(block, rows, depth, b.SomeRows(k, depth), c.FromRow(i), isFirst: k == 0);
            }
        }
    }

    private static T[] Room(int length) =>
        s_block is { } block && block.Length >= length ? block : s_block = new T[Math.Max(length, (RowBlock + TileRows) * DepthBlock)];

    /// <summary>Without depth there is nothing to add.</summary>
    private static void Start(Destination<T> c, int rows, int columns)
    {
        for (var j = 0; j < columns && c.Descent is null; j++)
        {
            var column = c.FromColumn(j).Values[..rows];
            if (c.Bias.IsEmpty)
            {
                column.Clear();
            }
            else
            {
                c.Bias.CopyTo(column);
            }
        }
    }

    /// <summary>One packed block of A times all columns of B, six at a time.</summary>
    // What the edge holds is written before it is read: clearing it would cost small products as much as computing them.
    [SkipLocalsInit]
    [MethodImpl(Compilation.WithoutProfile)]
    private static void Block(ReadOnlySpan<T> block, int rows, int depth, Operand<T> b, Destination<T> c, bool isFirst)
    {
        Span<T> edge = stackalloc T[TileRows * TileColumns];
        Span<T> zeros = stackalloc T[TileRows];
        zeros.Clear();
        for (var j = 0; j < b.Columns; j += TileColumns)
        {
            var columns = Math.Min(TileColumns, b.Columns - j);
            var inside = new TileSteps(b.RowStep, b.ColumnStep, columns, isFirst ? 0 : c.ColumnStep, c.ColumnStep);
            var overEdge = new TileSteps(b.RowStep, b.ColumnStep, columns, TileRows, TileRows);
            var bTile = b.Values[(j * b.ColumnStep)..];
            for (var i = 0; i < rows; i += TileRows)
            {
                var height = Math.Min(TileRows, rows - i);
                var isWide = height > V.Count;
                var panel = block[(i * depth)..];
                var tile = c.FromColumn(j).FromRow(i);
                var start = !isFirst ? tile.Values : c.Bias.IsEmpty ? zeros : tile.Bias;
                if (columns == TileColumns && (height == TileRows || height == V.Count))
                {
                    Tile(isWide, depth, panel, bTile, start, tile.Values, inside, c.Descent);
                    continue;
                }

                // A tile that hangs over the edge is computed whole in a place of its own; what belongs to C is taken from there.
                for (var e = 0; e < columns; e++)
                {
                    start.Slice(e * inside.Start, height).CopyTo(edge[(e * TileRows)..]);
                }

                Tile(isWide, depth, panel, bTile, edge, edge, overEdge, null);
                for (var e = 0; e < columns; e++)
                {
                    Take(edge.Slice(e * TileRows, height), tile.FromColumn(e).Values[..height], c.Descent);
                }
            }
        }
    }

    private static void Take(ReadOnlySpan<T> sums, Span<T> c, T? descent)
    {
        if (descent is { } factor)
        {
            TensorPrimitives.FusedMultiplyAdd(sums, factor, c, c);
        }
        else
        {
            sums.CopyTo(c);
        }
    }

    private static void Tile(
        bool isWide, int depth, ReadOnlySpan<T> a, ReadOnlySpan<T> b, ReadOnlySpan<T> start, Span<T> c, in TileSteps steps, T? descent)
    {
        if (isWide)
        {
            Tile<Double<V, T>, V, T>.Run(depth, a, b, start, c, steps, descent);
        }
        else
        {
            Tile<Single<V, T>, V, T>.Run(depth, a, b, start, c, steps, descent);
        }
    }
}
