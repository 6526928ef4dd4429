using System.Numerics;
using System.Runtime.CompilerServices;

namespace Backprop.Tensors.Kernels;

/// <summary>
/// C = start + A·B, C column-major: the loops around the register tile. Rows of A are packed, panel by panel of the tile's
/// height, into a block that stays in the second-level cache; B is packed into strips of the tile's width where enough rows share
/// the effort, else read where it lies. Depth is cut into blocks too, ascending: the sums rest in C between two blocks, which
/// changes no bit of them. Where the sums are gradients, each tile of them moves its parameters while it is in the first-level
/// cache, and is then forgotten.
/// </summary>
internal static class Product<V, T>
    where V : struct, ILanes<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>A strip of B this deep takes 16 kB, half of a first-level cache.</summary>
    private static int DepthBlock => 2048 / Unsafe.SizeOf<T>();

    /// <summary>Elements of A that are packed at a time: 400 kB, half of a second-level cache.</summary>
    private static int BlockSize => 400_000 / Unsafe.SizeOf<T>();

    /// <summary>Elements of B that are packed at a time at most: 4 MB of floats.</summary>
    private const int StripBlock = 1 << 20;

    /// <summary>Elements of an operand that are left unpacked if they are no more: 16 kB of floats lie in the first-level cache anyhow.</summary>
    private const int Unpacked = 1 << 12;

    [ThreadStatic]
    private static T[]? s_panels;

    [ThreadStatic]
    private static T[]? s_strips;

    private static int TileRows => 2 * V.Count;

    private static int TileColumns => Strips<V, T>.Width;

    /// <summary>C ← bias + A·B, or each element of A·B moves its element of C.</summary>
    /// <param name="a">A [rows × depth].</param>
    /// <param name="b">B [depth × columns].</param>
    /// <param name="c">C [rows × columns]; apart from A and B in memory.</param>
    /// <param name="recurrence">What becomes of the sums.</param>
    public static void Run<R>(Operand<T> a, Operand<T> b, Destination<T> c, in R recurrence)
        where R : struct, IRecurrence<T>
    {
        var isAssignment = typeof(R) == typeof(Assignment<T>);
        if (a.Columns == 0)
        {
            Empty(a.Rows, b.Columns, c, recurrence);
            return;
        }

        if (isAssignment && b.Columns == 1 && a.RowStep == 1 && b.RowStep == 1)
        {
            ColumnSweep<V, T>.Run(a, b.Values, c.Bias, c.Values[..a.Rows]);
            return;
        }

        if (a.Columns == 1 && a.RowStep == 1 && c.Bias.IsEmpty)
        {
            RankOne<V, T>.Run(a.Values[..a.Rows], b, c, recurrence);
            return;
        }

        // A gradient is taken whole: it cannot rest in C, so depth is not cut and fewer rows are packed at a time.
        var blocks = isAssignment ? (a.Columns + DepthBlock - 1) / DepthBlock : 1;
        var depthBlock = (a.Columns + blocks - 1) / blocks;
        var rowBlock = Math.Max(BlockSize / depthBlock / TileRows, 1) * TileRows;
        for (var k = 0; k < a.Columns; k += depthBlock)
        {
            var depth = Math.Min(depthBlock, a.Columns - k);
            var columnBlock = Math.Max(StripBlock / depth / TileColumns, 1) * TileColumns;
            for (var j = 0; j < b.Columns; j += columnBlock)
            {
                var someOfB = b.SomeRows(k, depth).SomeColumns(j, Math.Min(columnBlock, b.Columns - j));
                Rows(a.SomeColumns(k, depth), someOfB, c.From(0, j), recurrence, rowBlock, isFirst: k == 0);
            }
        }
    }

    /// <summary>A block of depth and columns, for all rows.</summary>
    private static void Rows<R>(Operand<T> a, Operand<T> b, Destination<T> c, in R recurrence, int rowBlock, bool isFirst)
        where R : struct, IRecurrence<T>
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

        if (a.RowStep == 1 && a.Rows % V.Count == 0 && a.Rows * a.Columns <= Unpacked)
        {
            Block(a, 1, strips, stripStep, isPacked, c, recurrence, isFirst);
            return;
        }

        for (var i = 0; i < a.Rows; i += rowBlock)
        {
            var rows = Math.Min(rowBlock, a.Rows - i);
            var block = Room(ref s_panels, (rows + TileRows) * a.Columns);
            Panels<V, T>.Pack(a, i, rows, 0, a.Columns, block);
            Block(new(block, rows, a.Columns, 1, TileRows), a.Columns, strips, stripStep, isPacked, c.From(i, 0), recurrence, isFirst);
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

    /// <summary>Without depth there is nothing to add: each sum is what it starts from.</summary>
    private static void Empty<R>(int rows, int columns, Destination<T> c, in R recurrence)
        where R : struct, IRecurrence<T>
    {
        var zeros = new T[rows];
        for (var j = 0; j < columns && rows > 0; j++)
        {
            Optimizers<V, T>.Run(recurrence, c.Bias.IsEmpty ? zeros : c.Bias, rows, rows, 1, c.From(0, j));
        }
    }

    /// <summary>A block of A, packed or as it lies, times all columns of B, a strip at a time.</summary>
    /// <param name="a">A [rows × depth]; the last panel of a packed one may be narrow, and its columns then lie closer.</param>
    /// <param name="panelStep">Distance between the first elements of two rows in different panels, per row.</param>
    /// <param name="b">B [depth × columns].</param>
    /// <param name="stripStep">Distance between two strips of B.</param>
    /// <param name="isPacked">Whether B is packed, and so has columns of 0 where there are none.</param>
    /// <param name="c">C [rows × columns].</param>
    /// <param name="recurrence">What becomes of the sums.</param>
    /// <param name="isFirst">Whether the sums start here; else they go on from C.</param>
    // What the tile's own place holds is written before it is read: clearing it would cost small products as much as computing them.
    [SkipLocalsInit]
    [MethodImpl(Compilation.WithoutProfile)]
    private static void Block<R>(
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
                var last = Room(ref s_strips, TileColumns * depth);
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
