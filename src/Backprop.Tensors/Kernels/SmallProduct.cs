using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Backprop.Tensors.Kernels;

/// <summary>
/// Products that lie in the first-level cache and are done sooner than packed: registers of rows, four or eight columns at a time. Where rows
/// do not fill the last register, what hangs over is computed too, into memory where it is overwritten or not looked at.
/// </summary>
internal static class SmallProduct<V, T>
    where V : struct, ILanes<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Multiply-adds up to which this was measured to be the fastest.</summary>
    private const int Most = 1 << 17;

    /// <summary>Elements of A and C at most: they are copied to the stack where they do not fill their registers.</summary>
    private const int MostElements = 1 << 13;

    /// <summary>Whether this is the fastest way. One column, or a depth of one, goes by columns where A lies.</summary>
    public static bool IsFor(in Operand<T> a, in Operand<T> b) =>
        (long)a.Rows * a.Columns * b.Columns <= Most && Math.Max(a.Columns, b.Columns) <= MostElements / a.Rows
            && a.Columns > 1 && (b.Columns > 1 || a.RowStep != 1);

    /// <inheritdoc cref="Product{V, T}.Run"/>
    // What lies in the room on the stack is written before it is read.
    [SkipLocalsInit]
    [MethodImpl(Compilation.WithoutProfile)]
    public static void Run<R>(in Operand<T> a, in Operand<T> b, in Destination<T> c, in R recurrence)
        where R : struct, IRecurrence<T>
    {
        if (V.Count > Lanes128<T>.Count && a.Rows <= Lanes128<T>.Count)
        {
            SmallProduct<Lanes128<T>, T>.Run(a, b, c, recurrence);
            return;
        }

        int rows = a.Rows, depth = a.Columns, columns = b.Columns;
        var isWhole = rows % V.Count == 0;
        Span<T> start = stackalloc T[c.Bias.IsEmpty ? 0 : rows + V.Count];
        if (!start.IsEmpty)
        {
            c.Bias[..rows].CopyTo(start);
            start[rows..].Clear();
        }

        var isCopied = a.RowStep != 1 || !isWhole;
        Span<T> copy = stackalloc T[isCopied ? (rows * depth) + V.Count : 0];
        scoped var left = a.Values;
        var leftStep = a.ColumnStep;
        if (isCopied)
        {
            Copy(a, copy);
            left = copy;
            leftStep = rows;
        }

        if (isWhole && typeof(R) == typeof(Assignment<T>))
        {
            Write(left, leftStep, b, start, rows, c.Values, c.ColumnStep);
            return;
        }

        Span<T> sums = stackalloc T[(rows * columns) + V.Count];
        Write(left, leftStep, b, start, rows, sums, rows);
        Optimizers<V, T>.Run(recurrence, sums, rows, rows, columns, c);
    }

    /// <summary>A column by column, without gaps.</summary>
    private static void Copy(in Operand<T> a, Span<T> copy)
    {
        var length = a.Rows * a.Columns;
        copy[length..].Clear();
        if (a.RowStep != 1)
        {
            Transposition<T>.Run(a.Values, a.RowStep, a.Rows, copy[..length], a.Rows);
        }
        else if (a.ColumnStep == a.Rows)
        {
            a.Values[..length].CopyTo(copy);
        }
        else
        {
            for (var k = 0; k < a.Columns; k++)
            {
                a.Values.Slice(k * a.ColumnStep, a.Rows).CopyTo(copy[(k * a.Rows)..]);
            }
        }
    }

    /// <summary>C ← start + A·B, once it is known that all is there that this touches.</summary>
    [MethodImpl(Compilation.WithoutProfile)]
    private static void Write(ReadOnlySpan<T> a, int aStep, in Operand<T> b, ReadOnlySpan<T> start, int rows, Span<T> c, int cStep)
    {
        int depth = b.Rows, columns = b.Columns;
        var end = (rows + V.Count - 1) / V.Count * V.Count;
        _ = a[((depth - 1) * aStep) + end - 1];
        _ = b.Values[((depth - 1) * b.RowStep) + ((columns - 1) * b.ColumnStep)];
        _ = start.IsEmpty ? default : start[end - 1];
        _ = c[((columns - 1) * cStep) + end - 1];
        ref var a0 = ref MemoryMarshal.GetReference(a);
        ref var b0 = ref MemoryMarshal.GetReference(b.Values);
        ref var start0 = ref Unsafe.AsRef(in Tile<OneRegister<V, T>, V, T>.Start(start));
        ref var c0 = ref MemoryMarshal.GetReference(c);
        LaneProduct<V, T>.Run<RowStart>(rows, depth, columns, in a0, in b0, in start0, ref c0, new TileSteps(aStep, b.RowStep, b.ColumnStep, 0, cStep));
    }
}
