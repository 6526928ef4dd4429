using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace Backprop.Tensors.Kernels;

/// <summary>
/// C = start + A·B, C column-major: the loops around the register tile. Rows of A are packed, panel by panel of the tile's
/// height, into a block that stays in the second-level cache; B is packed into strips of the tile's width where enough rows share
/// the effort, else read where it lies. Depth is cut into blocks too, ascending: the sums rest in C between two blocks, which
/// changes no bit of them.
/// </summary>
internal static class Product<V, T>
    where V : struct, ILanes<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>A strip of B this deep, and a panel of A, stay in a first-level cache.</summary>
    private const int DepthBlock = 256;

    /// <summary>Rows of A that are packed at a time: with <see cref="DepthBlock"/> 400 kB of floats, half a second-level cache.</summary>
    private const int RowBlock = 384;

    /// <summary>Elements of B that are packed at a time at most: 4 MB of floats.</summary>
    private const int StripBlock = 1 << 20;

    /// <summary>Elements of A that are left unpacked if they are no more: the tile's rows then lie in the first-level cache anyhow.</summary>
    private const int Unpacked = 1 << 12;

    [ThreadStatic]
    private static T[]? s_panels;

    [ThreadStatic]
    private static T[]? s_strips;

    private static int TileRows => 2 * V.Count;

    private static int TileColumns => Strips<V, T>.Width;

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

        if (a.Columns == 1 && a.RowStep == 1 && c.Bias.IsEmpty)
        {
            RankOne<V, T>.Run(a.Values[..a.Rows], b, c);
            return;
        }

        // A descent takes whole sums: they cannot rest in C, so depth is not cut and fewer rows are packed at a time.
        var (depthBlock, rowBlock) = c.Descent is null || a.Columns <= DepthBlock
            ? (DepthBlock, RowBlock)
            : (a.Columns, Math.Max(RowBlock * DepthBlock / a.Columns / TileRows, 1) * TileRows);
        for (var k = 0; k < a.Columns; k += depthBlock)
        {
            var depth = Math.Min(depthBlock, a.Columns - k);
            var columnBlock = Math.Max(StripBlock / depth / TileColumns, 1) * TileColumns;
            for (var j = 0; j < b.Columns; j += columnBlock)
            {
                var someOfB = b.SomeRows(k, depth).SomeColumns(j, Math.Min(columnBlock, b.Columns - j));
                Rows(a.SomeColumns(k, depth), someOfB, c.FromColumn(j), rowBlock, isFirst: k == 0);
            }
        }
    }

    /// <summary>A block of depth and columns, for all rows.</summary>
    private static void Rows(Operand<T> a, Operand<T> b, Destination<T> c, int rowBlock, bool isFirst)
    {
        var strips = b;
        var stripStep = TileColumns * b.ColumnStep;
        var isPacked = IsPackingWorthIt(a.Rows, b);
        if (isPacked)
        {
            stripStep = TileColumns * b.Rows;
            var packed = Room(ref s_strips, (b.Columns + TileColumns - 1) / TileColumns * stripStep);
            Strips<V, T>.Pack(b, packed);
            strips = new(packed, b.Rows, b.Columns, TileColumns, 1);
        }

        for (var i = 0; i < a.Rows; i += rowBlock)
        {
            var rows = Math.Min(rowBlock, a.Rows - i);
            var block = Room(ref s_panels, (rows + TileRows) * a.Columns);
            Panels<V, T>.Pack(a, i, rows, 0, a.Columns, block);
            Block(block, rows, a.Columns, strips, stripStep, isPacked, c.FromRow(i), isFirst);
        }
    }

    /// <summary>Whether so many rows share the effort of packing B that it pays.</summary>
    private static bool IsPackingWorthIt(int rows, Operand<T> b) =>
        rows >= (b.ColumnStep == 1 ? 128 : 512) && b.Rows * b.Columns > Unpacked;

    private static Span<T> Room(ref T[]? array, int length)
    {
        if (array is null || array.Length < length)
        {
            array = GC.AllocateUninitializedArray<T>(length);
        }

        return array.AsSpan(0, length);
    }

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

    /// <summary>One packed block of A times all columns of B, a strip at a time.</summary>
    // What the edge holds is written before it is read: clearing it would cost small products as much as computing them.
    [SkipLocalsInit]
    [MethodImpl(Compilation.WithoutProfile)]
    private static void Block(ReadOnlySpan<T> block, int rows, int depth, Operand<T> b, int stripStep, bool isPacked, Destination<T> c, bool isFirst)
    {
        Span<T> edge = stackalloc T[TileRows * TileColumns];
        Span<T> zeros = stackalloc T[TileRows];
        zeros.Clear();
        for (var (j, strip) = (0, 0); j < b.Columns; (j, strip) = (j + TileColumns, strip + stripStep))
        {
            var columns = Math.Min(TileColumns, b.Columns - j);
            var bTile = b.Values[strip..];
            var (depthStep, columnStep) = (b.RowStep, b.ColumnStep);
            if (columns < TileColumns && !isPacked)
            {
                // Columns that are not there must be readable.
                var last = Room(ref s_strips, TileColumns * depth);
                Strips<V, T>.Pack(b.SomeColumns(j, columns), last);
                bTile = last;
                (depthStep, columnStep) = (TileColumns, 1);
            }

            for (var i = 0; i < rows; i += TileRows)
            {
                var height = Math.Min(TileRows, rows - i);
                var isWide = height > V.Count;
                var panel = block[(i * depth)..];
                var tile = c.FromColumn(j).FromRow(i);
                var start = !isFirst ? tile.Values : c.Bias.IsEmpty ? zeros : tile.Bias;
                var startStep = isFirst ? 0 : c.ColumnStep;
                var steps = new TileSteps(isWide ? TileRows : V.Count, depthStep, columnStep, startStep, c.ColumnStep);
                if (columns == TileColumns && (height == TileRows || height == V.Count))
                {
                    Tile(isWide, depth, panel, bTile, start, tile.Values, steps, c.Descent);
                    continue;
                }

                // A tile that hangs over the edge is computed whole in a place of its own; what belongs to C is taken from there.
                for (var e = 0; e < columns; e++)
                {
                    start.Slice(e * startStep, height).CopyTo(edge[(e * TileRows)..]);
                }

                Tile(isWide, depth, panel, bTile, edge, edge, steps with { Start = TileRows, C = TileRows }, null);
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
