using System.Numerics;
using System.Runtime.CompilerServices;

namespace Backprop.Tensors.Kernels;

/// <summary>
/// C = start + A·B, C column-major: the loops around a block. Depth is cut into blocks, ascending: the sums rest in C between two of
/// them, which changes no bit of them. Of each, some rows of A are packed into panels, which then lie in the second-level cache, and
/// multiply one strip of B after the other. Where the sums are gradients, the depth is whole, and each strip of sums moves its
/// parameters while they are near by, and is then forgotten.
/// </summary>
internal static class Product<V, T>
    where V : struct, ILanes<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>
    /// A strip of B takes 12 to 16 kB of the first-level cache; or 24 kB where C is far and the second-level cache small, and, at 512
    /// bits, where C is near: less depth would fetch C more often, and more keeps less of a large B near by.
    /// </summary>
    private static int DepthBlock(in Destination<T> c, int columns) =>
        !c.IsFar(columns) ? (Unsafe.SizeOf<V>() == Line.Size ? 3200 : 2048) / Unsafe.SizeOf<T>()
        : Cache.IsLarge ? 2048 / Unsafe.SizeOf<T>() : Math.Min(4096 / Unsafe.SizeOf<T>(), IsLarge(1024, columns) ? 512 : 1024);

    /// <summary>
    /// Elements of A that are packed at a time: 540 kB of a large second-level cache or, where that has room for all of B beside these
    /// rows and those that are packed meanwhile, as many as leave it; 400 kB of a small one or, where that holds little else, 1.3 MB, for
    /// a large B then comes by less often.
    /// </summary>
    private static int BlockSize(int depth, int columns, bool isAhead)
    {
        const int All = 900_000, Most = 540_000;
        var b = (long)depth * columns * Unsafe.SizeOf<T>();
        var bytes = Cache.IsLarge ? (isAhead && b <= All / 2 ? (All - (int)b) / 2 : Most)
            : IsLarge(depth, columns) ? 1_300_000 : 400_000;
        return bytes / Unsafe.SizeOf<T>();
    }

    /// <summary>Whether so much of B takes more than 1 MB.</summary>
    private static bool IsLarge(int depth, int columns) => (long)depth * columns * Unsafe.SizeOf<T>() > 1 << 20;

    /// <summary>Elements of B that are packed at a time at most: 4 MB of floats.</summary>
    private const int StripBlock = 1 << 20;

    /// <summary>Elements of A that are left where they lie if they are no more: 16 kB of floats are in the first-level cache anyhow.</summary>
    private const int Near = 1 << 12;

    /// <summary>
    /// Columns of B times the bytes between two columns of A: with no more, packing was measured to take longer than it saves.
    /// </summary>
    private static int WorthPacking => Cache.IsLarge ? 1 << 17 : 1 << 15;

    private static int TileRows => Panels<V, T>.Height;

    private static int TileColumns => Strips<V, T>.Width;

    /// <summary>C ← bias + A·B, or each element of A·B moves its element of C.</summary>
    /// <param name="a">A [rows × depth].</param>
    /// <param name="b">B [depth × columns].</param>
    /// <param name="c">C [rows × columns]; apart from A and B in memory.</param>
    /// <param name="recurrence">What becomes of the sums.</param>
    public static void Run<R>(in Operand<T> a, in Operand<T> b, in Destination<T> c, in R recurrence)
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

        // A gradient is taken whole: it cannot rest in C.
        var most = isAssignment ? DepthBlock(c, b.Columns) : a.Columns;
        if (a.Columns <= most && (long)a.Columns * b.Columns <= StripBlock)
        {
            // What is cut into blocks for nothing is seen in the time of a small product.
            Rows(a, b, c, recurrence, isFirst: true);
            return;
        }

        var blocks = (a.Columns + most - 1) / most;
        var depthBlock = (a.Columns + blocks - 1) / blocks;
        for (var k = 0; k < a.Columns; k += depthBlock)
        {
            var depth = Math.Min(depthBlock, a.Columns - k);
            var columnBlock = Math.Max(StripBlock / depth / TileColumns, 1) * TileColumns;
            for (var j = 0; j < b.Columns; j += columnBlock)
            {
                var columns = Math.Min(columnBlock, b.Columns - j);
                Rows(a.SomeColumns(k, depth), b.SomeRows(k, depth).SomeColumns(j, columns), c.From(0, j), recurrence, isFirst: k == 0);
            }
        }
    }

    /// <summary>A block of depth and columns, for all rows.</summary>
    private static void Rows<R>(in Operand<T> a, in Operand<T> b, in Destination<T> c, in R recurrence, bool isFirst)
        where R : struct, IRecurrence<T>
    {
        var strips = new Strips<V, T>(b, a.Rows);
        if (a.RowStep == 1 && (a.ColumnStep * a.Columns <= Near || IsReadInPlace(a, b.Columns)))
        {
            var none = default(NextPanels<V, T>);
            Rows<R, Apart>(Panels<V, T>.AsItIs(a), strips, c, recurrence, isFirst, ref none);
            return;
        }

        PackedRows(a, strips, c, recurrence, isFirst);
    }

    /// <summary>
    /// The same with A packed, some rows at a time; the next ones, where the second-level cache has room for both, while those before
    /// them multiply.
    /// </summary>
    private static void PackedRows<R>(in Operand<T> a, in Strips<V, T> b, in Destination<T> c, in R recurrence, bool isFirst)
        where R : struct, IRecurrence<T>
    {
        var isAhead = Cache.IsLarge && typeof(R) == typeof(Assignment<T>) && a.RowStep == 1;
        var most = Math.Max(BlockSize(a.Columns, b.Columns, isAhead) / a.Columns / TileRows, 1) * TileRows;
        var count = Math.Min(a.Rows, most);
        isAhead &= count < a.Rows;
        var size = Panels<V, T>.Length(Math.Min(most, a.Rows), a.Columns);
        var room = Scratch<T>.Panels(isAhead ? 2 * size : size);
        var here = room[..size];
        var there = room[^size..];
        var done = 0;
        for (int i = 0, next; i < a.Rows; i += count, count = next)
        {
            next = Math.Min(most, a.Rows - i - count);
            var panels = Panels<V, T>.Pack(a.SomeRows(i, count), here, done);
            var nextPanels = isAhead && next > 0
                ? new NextPanels<V, T>(a.SomeRows(i + count, next), there, count / TileRows * (b.Whole / TileColumns))
                : default;
            Rows<R, Packed>(panels, Cache.IsLarge && i > 0 ? b.Near : b, c.From(i, 0), recurrence, isFirst, ref nextPanels);
            done = nextPanels.Finish();
            var free = here;
            here = there;
            there = free;
        }
    }

    /// <summary>
    /// Whether A is read where it lies, for there are few columns to share the effort of packing, and its own lie close to each other.
    /// Measured where each step of the tile takes a line or two, and done only there.
    /// </summary>
    private static bool IsReadInPlace(in Operand<T> a, int columns) =>
        Unsafe.SizeOf<TwoRegisters<V, T>>() >= Line.Size
        && a.Rows % V.Count == 0
        && (long)columns * a.ColumnStep * Unsafe.SizeOf<T>() <= WorthPacking;

    private static void Rows<R, TA>(
        in Panels<V, T> a, in Strips<V, T> b, in Destination<T> c, in R recurrence, bool isFirst, ref NextPanels<V, T> next)
        where R : struct, IRecurrence<T>
        where TA : struct, ILayout
    {
        if (b.ArePacked)
        {
            Rows<R, TA, Packed>(a, b, c, recurrence, isFirst, ref next);
        }
        else if (b.DepthStep == 1)
        {
            Rows<R, TA, InRuns>(a, b, c, recurrence, isFirst, ref next);
        }
        else
        {
            Rows<R, TA, Apart>(a, b, c, recurrence, isFirst, ref next);
        }
    }

    private static void Rows<R, TA, TB>(
        in Panels<V, T> a, in Strips<V, T> b, in Destination<T> c, in R recurrence, bool isFirst, ref NextPanels<V, T> next)
        where R : struct, IRecurrence<T>
        where TA : struct, ILayout
        where TB : struct, ILayout
    {
        if (typeof(R) == typeof(Assignment<T>))
        {
            Block<V, T>.Write<TA, TB>(a, b, c, isFirst, ref next);
        }
        else
        {
            Descent<V, T, R>.Run<TA, TB>(a, b, c, recurrence);
        }
    }

    /// <summary>Without depth there is nothing to add: each sum is what it starts from.</summary>
    private static void Empty<R>(int rows, int columns, in Destination<T> c, in R recurrence)
        where R : struct, IRecurrence<T>
    {
        var zeros = new T[rows];
        for (var j = 0; j < columns && rows > 0; j++)
        {
            Optimizers<V, T>.Run(recurrence, c.Bias.IsEmpty ? zeros : c.Bias, rows, rows, 1, c.From(0, j));
        }
    }
}
