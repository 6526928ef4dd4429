using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Backprop.Tensors.Kernels;

/// <summary>
/// A's rows by panels as high as the register tile, or as one register at the end: where they lie, or packed so that the rows of each
/// depth step are side by side. Rows that are not there are 0.
/// </summary>
internal readonly ref struct Panels<V, T>
    where V : struct, ILanes<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ReadOnlySpan<T> _values;
    private readonly int _depthStep;

    private Panels(ReadOnlySpan<T> values, int rows, int depth, int rowStep, int depthStep)
    {
        _values = values;
        (Rows, Depth, RowStep, _depthStep) = (rows, depth, rowStep, depthStep);
    }

    /// <summary>Panels that are packed side by side: what a column holds for them are lines in a row, and a page is visited once for all.</summary>
    public const int Together = 4;

    /// <summary>Rows of a whole panel.</summary>
    public static int Height => 2 * V.Count;

    /// <summary>Rows that are there.</summary>
    public int Rows { get; }

    /// <summary>Depth steps.</summary>
    public int Depth { get; }

    /// <summary>
    /// A where it lies or, if its last register hangs over, with room behind its end: what hangs over reads elements of the next
    /// column, for rows of C that nobody looks at.
    /// </summary>
    public static Panels<V, T> AsItIs(scoped in Operand<T> a)
    {
        if (a.Rows % V.Count == 0)
        {
            return new(a.Values, a.Rows, a.Columns, 1, a.ColumnStep);
        }

        var length = ((a.Columns - 1) * a.ColumnStep) + a.Rows;
        var values = Scratch<T>.Panels(length + Height);
        a.Values[..length].CopyTo(values);
        values[length..].Clear();
        return new(values, a.Rows, a.Columns, 1, a.ColumnStep);
    }

    /// <summary>Elements of so many rows when they are packed.</summary>
    public static int Length(int rows, int depth) => (rows + V.Count - 1) / V.Count * V.Count * depth;

    /// <summary>A packed.</summary>
    /// <param name="a">A [rows × depth].</param>
    /// <param name="panels">Where it goes.</param>
    /// <param name="done">Rows that stand there already, in whole panels.</param>
    [MethodImpl(Compilation.WithoutProfile)]
    public static Panels<V, T> Pack(scoped in Operand<T> a, Span<T> panels, int done)
    {
        for (; a.RowStep == 1 && done <= a.Rows - (Together * Height); done += Together * Height)
        {
            CopyTogether(a.Values[done..], a.ColumnStep, panels.Slice(done * a.Columns, Together * Height * a.Columns));
        }

        for (var i = done; i < a.Rows; i += Height)
        {
            var present = Math.Min(Height, a.Rows - i);
            var height = present > V.Count ? Height : V.Count;
            var panel = panels.Slice(i * a.Columns, height * a.Columns);
            var from = a.Values[(i * a.RowStep)..];
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
                Copy<OneRegister<V, T>>(from, a.ColumnStep, panel);
            }
            else
            {
                Copy<TwoRegisters<V, T>>(from, a.ColumnStep, panel);
            }
        }

        return new(panels, a.Rows, a.Columns, a.Columns, Height);
    }

    /// <summary>Distance between two panels, for each of their rows.</summary>
    public int RowStep { get; }

    /// <summary>The elements of the panel that begins at a row.</summary>
    public ReadOnlySpan<T> From(int row) => _values[(row * RowStep)..];

    /// <summary>Distance between two depth steps of the panel that begins at a row: one register where it is packed and no higher.</summary>
    public int Step(int row) => RowStep > 1 && Rows - row <= V.Count ? V.Count : _depthStep;

    /// <summary>Each depth step is a run of memory, as long as some panels are high.</summary>
    [MethodImpl(Compilation.WithoutProfile)]
    private static void CopyTogether(ReadOnlySpan<T> from, int step, Span<T> panels)
    {
        // Columns that lie apart by a power of two drive each other out of the first-level cache: fewer than its eight ways.
        const int Ahead = 6;
        nint size = panels.Length / Together;
        var depth = size / Height;
        _ = from[(((int)depth - 1) * step) + (Together * Height) - 1];
        ref var source = ref MemoryMarshal.GetReference(from);
        ref var destination = ref MemoryMarshal.GetReference(panels);
        for (nint d = 0; d < depth; d++)
        {
            for (nint panel = 0; panel < Together; panel++)
            {
                Prefetch.ToSecondLevel(ref Unsafe.Add(ref source, ((d + Ahead) * step) + (panel * Height)));
                TwoRegisters<V, T>.Load(ref source, (d * step) + (panel * Height)).Store(ref destination, (panel * size) + (d * Height));
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
    private static void Copy(ReadOnlySpan<T> from, int step, int rows, int height, Span<T> panel)
    {
        for (var d = 0; panel.Length > 0; d += step, panel = panel[height..])
        {
            from.Slice(d, rows).CopyTo(panel);
        }
    }
}
