using System.Numerics;

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

            if (a.RowStep == 1)
            {
                Copy(from, a.ColumnStep, present, height, panel);
            }
            else
            {
                Transpose(from, a.RowStep, present, height, panel);
            }
        }
    }

    /// <summary>Each depth step is a run of memory.</summary>
    private static void Copy(ReadOnlySpan<T> from, int step, int present, int height, Span<T> panel)
    {
        for (var d = 0; panel.Length > 0; d += step, panel = panel[height..])
        {
            from.Slice(d, present).CopyTo(panel);
        }
    }

    /// <summary>Each row is a run of memory.</summary>
    private static void Transpose(ReadOnlySpan<T> from, int step, int present, int height, Span<T> panel)
    {
        var depth = panel.Length / height;
        for (var r = 0; r < present; r++)
        {
            var row = from.Slice(r * step, depth);
            for (var d = 0; d < row.Length; d++)
            {
                panel[(d * height) + r] = row[d];
            }
        }
    }
}
