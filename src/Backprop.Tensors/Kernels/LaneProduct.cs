using System.Numerics;
using System.Runtime.CompilerServices;

namespace Backprop.Tensors.Kernels;

/// <summary>
/// Products of a network so small that checks and copies would take longer than they do: operands where they lie, unchecked. Rows are
/// rounded up to whole registers; what hangs over is computed too, and lies where other rows stand or behind the last, where it is
/// overwritten or not looked at.
/// </summary>
internal static class LaneProduct<V, T>
    where V : struct, ILanes<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>C ← bias of each column + A·B.</summary>
    /// <param name="rows">Rows of A and C.</param>
    /// <param name="depth">Columns of A, 1 or more.</param>
    /// <param name="columns">Columns of B and C.</param>
    /// <param name="a">A, and room for a register behind it.</param>
    /// <param name="b">B.</param>
    /// <param name="bias">One for each column; no reference at all where sums start from 0.</param>
    /// <param name="c">C, overwritten, and room for a register behind it.</param>
    /// <param name="steps">Distances in A, B and C; those of what the sums start from are those of C.</param>
    [MethodImpl(Compilation.WithoutProfile)]
    public static void Run(int rows, int depth, int columns, ref readonly T a, ref readonly T b, ref readonly T bias, ref T c, in TileSteps steps)
    {
        // The last rows first, for what hangs over them lies where other rows stand.
        nint row = (rows + V.Count - 1) / V.Count * V.Count;
        if (row % (2 * V.Count) != 0)
        {
            row -= V.Count;
            Columns<Single<V, T>, EightColumns>(
                depth, columns, ref Unsafe.Add(ref Unsafe.AsRef(in a), row), in b, in bias, ref Unsafe.Add(ref c, row), steps);
        }

        while (row > 0)
        {
            row -= 2 * V.Count;
            Columns<Double<V, T>, ManyColumns<V>>(
                depth, columns, ref Unsafe.Add(ref Unsafe.AsRef(in a), row), in b, in bias, ref Unsafe.Add(ref c, row), steps);
        }
    }

    /// <summary>All columns of some rows, ascending: what hangs over one is overwritten by the next.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Columns<TColumn, TMany>(
        int depth, int columns, ref readonly T a, ref readonly T b, ref readonly T bias, ref T c, in TileSteps steps)
        where TColumn : struct, IColumn<TColumn, V, T>
        where TMany : struct, IWidth
    {
        ref var column = ref Unsafe.AsRef(in b);
        ref var place = ref c;
        ref var start = ref Unsafe.AsRef(in bias);
        nint startStep = Unsafe.IsNullRef(in bias) ? 0 : 1;
        for (; columns >= TMany.Columns; columns -= TMany.Columns)
        {
            Some<TColumn, TMany>(depth, in a, in column, in start, ref place, steps);
            column = ref Unsafe.Add(ref column, (nint)TMany.Columns * steps.Column);
            place = ref Unsafe.Add(ref place, (nint)TMany.Columns * steps.C);
            start = ref Unsafe.Add(ref start, TMany.Columns * startStep);
        }

        for (; columns >= FewColumns.Columns; columns -= FewColumns.Columns)
        {
            Some<TColumn, FewColumns>(depth, in a, in column, in start, ref place, steps);
            column = ref Unsafe.Add(ref column, (nint)FewColumns.Columns * steps.Column);
            place = ref Unsafe.Add(ref place, (nint)FewColumns.Columns * steps.C);
            start = ref Unsafe.Add(ref start, FewColumns.Columns * startStep);
        }

        if (columns > 0)
        {
            UpToThree<TColumn>(depth, columns, in a, in column, in start, ref place, steps);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Some<TColumn, TWidth>(int depth, ref readonly T a, ref readonly T b, ref readonly T bias, ref T c, in TileSteps steps)
        where TColumn : struct, IColumn<TColumn, V, T>
        where TWidth : struct, IWidth
    {
        if (Unsafe.IsNullRef(in bias))
        {
            Tile<TColumn, V, T>.Run<TWidth>(depth, in a, in b, in Unsafe.NullRef<T>(), ref c, steps);
            return;
        }

        Spread<TColumn>(TWidth.Columns, in bias, ref c, steps.C);
        Tile<TColumn, V, T>.Run<TWidth>(depth, in a, in b, in c, ref c, steps);
    }

    /// <summary>The last ones side by side: each alone would wait for its own sum. Where there are fewer than three, one is computed again.</summary>
    [MethodImpl(Compilation.WithoutProfile)]
    private static void UpToThree<TColumn>(
        int depth, int columns, ref readonly T a, ref readonly T b, ref readonly T bias, ref T c, in TileSteps steps)
        where TColumn : struct, IColumn<TColumn, V, T>
    {
        nint second = Math.Min(1, columns - 1), third = columns - 1;
        nint b1 = second * steps.Column, b2 = third * steps.Column, c1 = second * steps.C, c2 = third * steps.C;
        TColumn sum0 = default, sum1 = default, sum2 = default;
        if (!Unsafe.IsNullRef(in bias))
        {
            Spread<TColumn>(columns, in bias, ref c, steps.C);
            sum0 = TColumn.Load(ref c, 0);
            sum1 = TColumn.Load(ref c, c1);
            sum2 = TColumn.Load(ref c, c2);
        }

        nint aStep = steps.A, bStep = steps.Depth;
        ref var row = ref Unsafe.AsRef(in a);
        ref var factor = ref Unsafe.AsRef(in b);
        for (; depth > 0; depth--)
        {
            var x = TColumn.Load(ref row, 0);
            sum0.AddScaled(x, ref factor);
            sum1.AddScaled(x, ref Unsafe.Add(ref factor, b1));
            sum2.AddScaled(x, ref Unsafe.Add(ref factor, b2));
            row = ref Unsafe.Add(ref row, aStep);
            factor = ref Unsafe.Add(ref factor, bStep);
        }

        sum0.Store(ref c, 0);
        sum1.Store(ref c, c1);
        sum2.Store(ref c, c2);
    }

    /// <summary>Each of some columns of C ← its bias.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Spread<TColumn>(int columns, ref readonly T bias, ref T c, nint step)
        where TColumn : struct, IColumn<TColumn, V, T>
    {
        for (nint j = 0; j < columns; j++)
        {
            var value = V.Broadcast(Unsafe.Add(ref Unsafe.AsRef(in bias), j));
            for (nint row = 0; row < TColumn.Rows; row += V.Count)
            {
                value.Store(ref c, (j * step) + row);
            }
        }
    }
}
