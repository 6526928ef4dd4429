using System.Numerics;

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

    /// <summary>Rows of A that are packed at a time: with <see cref="DepthBlock"/> 200 to 400 kB, half a second-level cache.</summary>
    private const int RowBlock = 384;

    private const int TileColumns = Tile<Double<V, T>, V, T>.Columns;

    [ThreadStatic]
    private static T[]? s_block;

    /// <summary>c ← bias + a·b, or without a bias c ← a·b.</summary>
    /// <param name="a">A [rows × depth].</param>
    /// <param name="b">B [depth × columns].</param>
    /// <param name="bias">One value for each row, or nothing.</param>
    /// <param name="c">C [rows × columns], column-major, overwritten; apart from A and B in memory.</param>
    /// <param name="cStep">Distance between two columns of C.</param>
    public static void Run(Operand<T> a, Operand<T> b, ReadOnlySpan<T> bias, Span<T> c, int cStep)
    {
        if (a.Columns == 0)
        {
            Start(bias, c, cStep, a.Rows, b.Columns);
            return;
        }

        if (b.Columns == 1 && a.RowStep == 1 && b.RowStep == 1)
        {
            ColumnSweep<V, T>.Run(a, b.Values, bias, c[..a.Rows]);
            return;
        }

        var block = s_block ??= new T[(RowBlock + (2 * V.Count)) * DepthBlock];
        for (var k = 0; k < a.Columns; k += DepthBlock)
        {
            var depth = Math.Min(DepthBlock, a.Columns - k);
            for (var i = 0; i < a.Rows; i += RowBlock)
            {
                var rows = Math.Min(RowBlock, a.Rows - i);
                Panels<V, T>.Pack(a, i, rows, k, depth, block);
                Block(block, rows, depth, b.SomeRows(k, depth), bias.IsEmpty ? bias : bias[i..], k == 0, c[i..], cStep);
            }
        }
    }

    private static void Start(ReadOnlySpan<T> bias, Span<T> c, int cStep, int rows, int columns)
    {
        for (var j = 0; j < columns; j++)
        {
            var column = c.Slice(j * cStep, rows);
            if (bias.IsEmpty)
            {
                column.Clear();
            }
            else
            {
                bias.CopyTo(column);
            }
        }
    }

    /// <summary>One packed block of A times all columns of B, six at a time.</summary>
    private static void Block(
        ReadOnlySpan<T> block, int rows, int depth, Operand<T> b, ReadOnlySpan<T> bias, bool isFirst, Span<T> c, int cStep)
    {
        const int Height = 2;
        Span<T> edge = stackalloc T[Height * V.Count * TileColumns];
        Span<T> zeros = stackalloc T[Height * V.Count];
        zeros.Clear();
        for (var j = 0; j < b.Columns; j += TileColumns)
        {
            var columns = Math.Min(TileColumns, b.Columns - j);
            var inside = new TileSteps(b.RowStep, b.ColumnStep, columns, isFirst ? 0 : cStep, cStep);
            var overEdge = new TileSteps(b.RowStep, b.ColumnStep, columns, Height * V.Count, Height * V.Count);
            var bTile = b.Values[(j * b.ColumnStep)..];
            for (var i = 0; i < rows; i += Height * V.Count)
            {
                var height = Math.Min(Height * V.Count, rows - i);
                var isWide = height > V.Count;
                var panel = block[(i * depth)..];
                var tile = c[(i + (j * cStep))..];
                if (columns == TileColumns && (height == Height * V.Count || height == V.Count))
                {
                    Tile(isWide, depth, panel, bTile, !isFirst ? tile : bias.IsEmpty ? zeros : bias[i..], tile, inside);
                    continue;
                }

                // A tile that hangs over the edge is computed whole in a place of its own; what belongs to C is copied.
                for (var e = 0; e < columns; e++)
                {
                    var from = !isFirst ? tile[(e * cStep)..] : bias.IsEmpty ? zeros : bias[i..];
                    from[..height].CopyTo(edge[(e * Height * V.Count)..]);
                }

                Tile(isWide, depth, panel, bTile, edge, edge, overEdge);
                for (var e = 0; e < columns; e++)
                {
                    edge.Slice(e * Height * V.Count, height).CopyTo(tile[(e * cStep)..]);
                }
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
