using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Backprop.Tensors.Kernels;

/// <summary>
/// A's rows in the order in which the register tile reads them: panels of two registers' height, or one at the end, each with its
/// rows of one depth step side by side. Rows that are not there are 0.
/// </summary>
internal static class Panels<V, T>
    where V : struct, ILanes<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Packs rows [first, first + rows) × steps [k, k + depth) of A.</summary>
    [MethodImpl(Compilation.WithoutProfile)]
    public static void Pack(Operand<T> a, int first, int rows, int k, int depth, Span<T> panels)
    {
        for (var i = 0; i < rows; i += 2 * V.Count)
        {
            var present = Math.Min(2 * V.Count, rows - i);
            var height = present > V.Count ? 2 * V.Count : V.Count;
            var panel = panels.Slice(i * depth, height * depth);
            var from = a.Values[(((first + i) * a.RowStep) + (k * a.ColumnStep))..];
            if (present < height)
            {
                panel.Clear();
            }

            if (a.RowStep != 1)
            {
                Transposition<T>.Run(from, a.RowStep, present, panel, height);
            }
            else if (present < height)
            {
                Copy(from, a.ColumnStep, present, height, panel);
            }
            else if (height == V.Count)
            {
                Copy<Single<V, T>>(from, a.ColumnStep, panel);
            }
            else
            {
                Copy<Double<V, T>>(from, a.ColumnStep, panel);
            }
        }
    }

    /// <summary>Each depth step is a run of memory, as long as the panel is high.</summary>
    [MethodImpl(Compilation.WithoutProfile)]
    private static void Copy<TColumn>(ReadOnlySpan<T> from, int step, Span<T> panel)
        where TColumn : struct, IColumn<TColumn, V, T>
    {
        var depth = panel.Length / TColumn.Rows;
        _ = from[((depth - 1) * step) + TColumn.Rows - 1];
        ref var source = ref MemoryMarshal.GetReference(from);
        ref var destination = ref MemoryMarshal.GetReference(panel);
        for (nint d = 0; d < depth; d++)
        {
            TColumn.Load(ref source, d * step).Store(ref destination, d * TColumn.Rows);
        }
    }

    /// <summary>Each depth step is a run of memory, shorter than the panel is high.</summary>
    [MethodImpl(Compilation.WithoutProfile)]
    private static void Copy(ReadOnlySpan<T> from, int step, int present, int height, Span<T> panel)
    {
        for (var d = 0; panel.Length > 0; d += step, panel = panel[height..])
        {
            from.Slice(d, present).CopyTo(panel);
        }
    }
}
