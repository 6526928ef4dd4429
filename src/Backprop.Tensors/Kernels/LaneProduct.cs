using System.Runtime.CompilerServices;

namespace Backprop.Tensors.Kernels;

/// <summary>
/// Products so small that checks and copies would take longer than they do: operands where they lie, unchecked. Rows are rounded up to
/// whole registers; what hangs over is computed too, and lies where other rows stand or behind the last, where it is overwritten or not
/// looked at.
/// </summary>
internal static class LaneProduct<V, T>
    where V : struct, ILanes<V, T>
    where T : unmanaged
{
    /// <summary>C ← start + A·B.</summary>
    /// <param name="rows">Rows of A and C.</param>
    /// <param name="depth">Columns of A, 1 or more.</param>
    /// <param name="columns">Columns of B and C.</param>
    /// <param name="a">A, and room for a register behind it.</param>
    /// <param name="b">B.</param>
    /// <param name="start">What the sums start from, one for each row, and room for a register behind it, or one for each column; no reference at all: 0.</param>
    /// <param name="c">C, overwritten, and room for a register behind it.</param>
    /// <param name="steps">Distances in A, B and C.</param>
    [MethodImpl(Compilation.WithoutProfile)]
    public static void Run<TStart>(int rows, int depth, int columns, ref readonly T a, ref readonly T b, ref readonly T start, ref T c, in TileSteps steps)
        where TStart : struct, IStart
    {
        // The last rows first, for what hangs over them lies where other rows stand.
        nint row = (rows + V.Count - 1) / V.Count * V.Count;
        if (row % (2 * V.Count) != 0)
        {
            row -= V.Count;
            Columns<OneRegister<V, T>, EightColumns, TStart>(
                depth, columns, ref At(in a, row), in b, in TStart.Behind(in start, row, 0), ref Unsafe.Add(ref c, row), steps);
        }

        while (row > 0)
        {
            row -= 2 * V.Count;
            Columns<TwoRegisters<V, T>, ManyColumns<V>, TStart>(
                depth, columns, ref At(in a, row), in b, in TStart.Behind(in start, row, 0), ref Unsafe.Add(ref c, row), steps);
        }
    }

    /// <summary>All columns of some rows, ascending: what hangs over one is overwritten by the next.</summary>
    [MethodImpl(Compilation.WithoutProfile)]
    private static void Columns<TColumn, TMany, TStart>(
        int depth, int columns, ref readonly T a, ref readonly T b, ref readonly T start, ref T c, in TileSteps steps)
        where TColumn : struct, IColumn<TColumn, V, T>
        where TMany : struct, IWidth
        where TStart : struct, IStart
    {
        ref readonly var column = ref b;
        ref readonly var first = ref start;
        ref var place = ref c;

        // A ninth goes with eight others: alone it would wait for its own sum. Where six are many, there is no register for a seventh.
        var most = TMany.Columns == EightColumns.Columns ? NineColumns.Columns : TMany.Columns;
        for (; columns > most; columns -= TMany.Columns)
        {
            LaneTile<TColumn, V, T>.Run<TMany, TStart>(depth, in a, in column, in first, ref place, steps);
            column = ref At(in column, (nint)TMany.Columns * steps.Column);
            first = ref TStart.Behind(in first, 0, TMany.Columns);
            place = ref Unsafe.Add(ref place, (nint)TMany.Columns * steps.C);
        }

        switch (columns)
        {
            case 1: LaneTile<TColumn, V, T>.Run<OneColumn, TStart>(depth, in a, in column, in first, ref place, steps); break;
            case 2: LaneTile<TColumn, V, T>.Run<TwoColumns, TStart>(depth, in a, in column, in first, ref place, steps); break;
            case 3: LaneTile<TColumn, V, T>.Run<ThreeColumns, TStart>(depth, in a, in column, in first, ref place, steps); break;
            case 4: LaneTile<TColumn, V, T>.Run<FewColumns, TStart>(depth, in a, in column, in first, ref place, steps); break;
            case 5: LaneTile<TColumn, V, T>.Run<FiveColumns, TStart>(depth, in a, in column, in first, ref place, steps); break;
            case 6: LaneTile<TColumn, V, T>.Run<SixColumns, TStart>(depth, in a, in column, in first, ref place, steps); break;
            case 7: LaneTile<TColumn, V, T>.Run<SevenColumns, TStart>(depth, in a, in column, in first, ref place, steps); break;
            case 8: LaneTile<TColumn, V, T>.Run<EightColumns, TStart>(depth, in a, in column, in first, ref place, steps); break;
            case 9: LaneTile<TColumn, V, T>.Run<NineColumns, TStart>(depth, in a, in column, in first, ref place, steps); break;
        }
    }

    private static ref T At(ref readonly T first, nint offset) => ref Unsafe.Add(ref Unsafe.AsRef(in first), offset);
}
