using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Backprop.Tensors.Kernels;

/// <summary>
/// B's columns by strips as wide as the register tile: where they lie, or packed, where B is so large that its columns would be
/// fetched from far away again and again: then the columns of each depth step are side by side. A strip that fills no tile is packed
/// in any case, for columns that are not there must be readable; they are 0.
/// </summary>
internal readonly ref struct Strips<V, T>
    where V : struct, ILanes<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ReadOnlySpan<T> _values;

    /// <summary>Strips of B [depth × columns], for so many rows of A.</summary>
    public Strips(scoped in Operand<T> b, int rows)
    {
        Columns = b.Columns;
        Whole = b.Columns - (b.Columns % Width);
        if (IsPacked(b, rows))
        {
            var packed = Scratch<T>.Strips((b.Columns + Width - 1) / Width * Width * b.Rows);
            Pack(b, packed);
            _values = packed;
            (Step, DepthStep, ColumnStep) = (b.Rows, Width, 1);
            ArePacked = true;
            Edge = packed[(Whole * b.Rows)..];
            (EdgeDepthStep, EdgeColumnStep) = (Width, 1);
            return;
        }

        _values = b.Values;
        (Step, DepthStep, ColumnStep) = (b.ColumnStep, b.RowStep, b.ColumnStep);
        if (b.Columns - Whole == FewColumns.Columns)
        {
            Edge = b.SomeColumns(Whole, FewColumns.Columns).Values;
            (EdgeDepthStep, EdgeColumnStep) = (DepthStep, ColumnStep);
        }
        else if (Whole < b.Columns)
        {
            var edge = Scratch<T>.Strips(Width * b.Rows);
            Pack(b.SomeColumns(Whole, b.Columns - Whole), edge);
            Edge = edge;
            (EdgeDepthStep, EdgeColumnStep) = (Width, 1);
        }
    }

    /// <summary>Columns in a strip.</summary>
    public static int Width => ManyColumns<V>.Columns;

    /// <summary>Columns that are there.</summary>
    public int Columns { get; }

    /// <summary>Columns in strips that are whole.</summary>
    public int Whole { get; }

    /// <summary>Whether they were packed, and do not lie as they did.</summary>
    public bool ArePacked { get; }

    /// <summary>Whether they have gone by before, and are where they are fetched from in time.</summary>
    public bool AreNear { get; private init; }

    /// <summary>The same, having gone by.</summary>
    public Strips<V, T> Near => this with { AreNear = true };

    /// <summary>Distance between two whole strips, for each of their columns.</summary>
    public int Step { get; }

    /// <summary>Distance between two depth steps of a whole strip.</summary>
    public int DepthStep { get; }

    /// <summary>Distance between two columns of a whole strip.</summary>
    public int ColumnStep { get; }

    /// <summary>The strip that is not whole, if there is one; packed, unless it is as wide as the tile for few columns.</summary>
    public ReadOnlySpan<T> Edge { get; }

    /// <summary>Distance between two depth steps of that strip.</summary>
    public int EdgeDepthStep { get; }

    /// <summary>Distance between two of its columns.</summary>
    public int EdgeColumnStep { get; }

    /// <summary>B from the first column of a whole strip on.</summary>
    public ReadOnlySpan<T> From(int column) => _values[(column * Step)..];

    /// <summary>
    /// Whether packing pays. Columns that are runs of memory are read as they lie by all panels of a block, unless B is larger than
    /// 512 kB, about a second-level cache, and many blocks share the effort, more of them where that cache is larger. Where B's rows are
    /// the runs, each step of the depth has a line of its own, and less suffices.
    /// </summary>
    private static bool IsPacked(in Operand<T> b, int rows)
    {
        var size = (long)b.Rows * b.Columns * Unsafe.SizeOf<T>();
        return b.RowStep == 1
            ? size > 1 << 19 && rows >= (Cache.IsLarge ? 2048 : 1024)
            : (size > 1 << 19 && rows >= 128) || (size > 1 << 17 && rows >= 256);
    }

    /// <summary>Packs all of B.</summary>
    private static void Pack(in Operand<T> b, Span<T> strips)
    {
        if (b.ColumnStep == 1)
        {
            // Some rows at a time, for strips side by side share their lines.
            const int Some = 16;
            for (var k = 0; k < b.Rows; k += Some)
            {
                CopyRows(b, k, Math.Min(k + Some, b.Rows), strips);
            }

            return;
        }

        for (var j = 0; j < b.Columns; j += Width)
        {
            var present = Math.Min(Width, b.Columns - j);
            var strip = strips.Slice(j * b.Rows, Width * b.Rows);
            if (present < Width)
            {
                strip.Clear();
            }

            Transposition<T>.Run(b.Values[(j * b.ColumnStep)..], b.ColumnStep, present, strip, Width);
        }
    }

    /// <summary>Rows that are runs of memory, in all strips.</summary>
    [MethodImpl(Compilation.WithoutProfile)]
    private static void CopyRows(in Operand<T> b, int first, int end, Span<T> strips)
    {
        // The processor does not see so many short runs side by side.
        var ahead = 4 * Line.Size / Unsafe.SizeOf<T>();
        var whole = b.Columns - (b.Columns % Width);
        _ = b.Values[((end - 1) * b.RowStep) + b.Columns - 1];
        _ = strips[(((b.Columns + Width - 1) / Width) * Width * b.Rows) - 1];
        ref var source = ref MemoryMarshal.GetReference(b.Values);
        ref var destination = ref MemoryMarshal.GetReference(strips);
        for (nint j = 0; j < whole; j += Width)
        {
            for (nint k = first; k < end; k++)
            {
                Prefetch.ToSecondLevel(ref Unsafe.Add(ref source, (k * b.RowStep) + j + ahead));
                Unsafe.CopyBlockUnaligned(
                    ref Unsafe.As<T, byte>(ref Unsafe.Add(ref destination, (j * b.Rows) + (k * Width))),
                    ref Unsafe.As<T, byte>(ref Unsafe.Add(ref source, (k * b.RowStep) + j)),
                    (uint)(Width * Unsafe.SizeOf<T>()));
            }
        }

        for (var k = first; whole < b.Columns && k < end; k++)
        {
            var row = strips.Slice((whole * b.Rows) + (k * Width), Width);
            row.Clear();
            b.Values.Slice((k * b.RowStep) + whole, b.Columns - whole).CopyTo(row);
        }
    }
}
