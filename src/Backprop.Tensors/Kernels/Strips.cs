using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Backprop.Tensors.Kernels;

/// <summary>
/// B's columns in the order in which the register tile reads them: strips of the tile's width, each with its columns of one depth
/// step side by side. Columns that are not there are 0.
/// </summary>
internal static class Strips<V, T>
    where V : struct, ILanes<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Columns in a strip.</summary>
    public static int Width => Tile<Double<V, T>, V, T>.Columns;

    /// <summary>Packs all of B, strip after strip.</summary>
    /// <param name="b">B [depth × columns].</param>
    /// <param name="strips">As many whole strips as the columns need, overwritten.</param>
    [MethodImpl(Compilation.WithoutProfile)]
    public static void Pack(Operand<T> b, Span<T> strips)
    {
        for (var j = 0; j < b.Columns; j += Width)
        {
            var present = Math.Min(Width, b.Columns - j);
            var strip = strips.Slice(j * b.Rows, Width * b.Rows);
            var from = b.Values[(j * b.ColumnStep)..];
            if (present < Width)
            {
                strip.Clear();
            }

            if (b.ColumnStep != 1)
            {
                Transposition<T>.Run(from, b.ColumnStep, present, strip, Width);
            }
            else if (present < Width)
            {
                CopyEdge(from, b.RowStep, present, strip);
            }
            else
            {
                Copy(from, b.RowStep, strip);
            }
        }
    }

    /// <summary>Each depth step is a run of memory, as long as the strip is wide.</summary>
    [MethodImpl(Compilation.WithoutProfile)]
    private static void Copy(ReadOnlySpan<T> from, int step, Span<T> strip)
    {
        nint depth = strip.Length / Width;
        _ = from[(((int)depth - 1) * step) + Width - 1];
        ref var source = ref MemoryMarshal.GetReference(from);
        ref var destination = ref MemoryMarshal.GetReference(strip);
        for (nint k = 0; k < depth; k++)
        {
            Unsafe.CopyBlockUnaligned(
                ref Unsafe.As<T, byte>(ref Unsafe.Add(ref destination, k * Width)),
                ref Unsafe.As<T, byte>(ref Unsafe.Add(ref source, k * step)),
                (uint)(Width * Unsafe.SizeOf<T>()));
        }
    }

    /// <summary>Each depth step is a run of memory, shorter than the strip is wide.</summary>
    private static void CopyEdge(ReadOnlySpan<T> from, int step, int present, Span<T> strip)
    {
        for (var k = 0; k < strip.Length / Width; k++)
        {
            from.Slice(k * step, present).CopyTo(strip[(k * Width)..]);
        }
    }
}
