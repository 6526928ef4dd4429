using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Backprop.Tensors.Kernels;

/// <summary>
/// Some rows of A times B, where each sum is a gradient that moves its element of C: the two loops around the register tile. The sums
/// of a tile rest in memory near by, and move what they belong to while the next tile multiplies: what they wait for, lines of memory
/// or a division, then costs little.
/// </summary>
internal static class Descent<V, T, R>
    where V : struct, ILanes<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where R : struct, IRecurrence<T>
{
    private static int TileRows => Panels<V, T>.Height;

    private static int TileColumns => Strips<V, T>.Width;

    /// <summary>Each element of A·B moves its element of C.</summary>
    /// <param name="a">A [rows × depth].</param>
    /// <param name="b">B [depth × columns].</param>
    /// <param name="c">C [rows × columns].</param>
    /// <param name="recurrence">How.</param>
    public static void Run(in Panels<V, T> a, in Strips<V, T> b, in Destination<T> c, in R recurrence)
    {
        Span<T> zeros = stackalloc T[TileRows];
        zeros.Clear();

        // Two tiles take turns, and one is for the edges.
        var tile = TileRows * TileColumns;
        var sums = Scratch<T>.Sums(3 * tile);
        var edge = sums[(2 * tile)..];
        var steps = new TileSteps(a.Step(0), b.DepthStep, b.ColumnStep, 0, TileRows);
        var moves = new Moves<V, T, R>(recurrence, sums[..(2 * tile)]);
        for (var j = 0; j < b.Columns; j += TileColumns)
        {
            var i = j < b.Whole ? Whole(a, b.From(j), zeros, steps, c.From(0, j), ref moves) : 0;
            for (; i < a.Rows; i += TileRows)
            {
                Block<V, T>.Tile(a, i, b, j, zeros, edge, steps with { A = a.Step(i) });
                Optimizers<V, T>.Run(recurrence, edge, TileRows, Math.Min(TileRows, a.Rows - i), Math.Min(TileColumns, b.Columns - j), c.From(i, j));
            }
        }

        moves.Finish();
    }

    /// <summary>All whole panels times one strip, while the lines are fetched that their sums will move.</summary>
    /// <returns>Behind the last row that is done.</returns>
    [MethodImpl(Compilation.WithoutProfile)]
    private static int Whole(
        in Panels<V, T> a, ReadOnlySpan<T> strip, scoped ReadOnlySpan<T> start, in TileSteps steps, in Destination<T> c, scoped ref Moves<V, T, R> moves)
    {
        var end = a.Rows / TileRows * TileRows;
        if (end == 0)
        {
            return 0;
        }

        var last = ((TileColumns - 1) * c.ColumnStep) + end - 1;
        _ = c.Values[last];
        _ = R.States > 0 ? c.First[last] : default;
        _ = R.States > 1 ? c.Second[last] : default;
        Tile<Double<V, T>, V, T>.Require(a.Depth, TileColumns, a.From(end - TileRows), strip[((TileColumns - 1) * steps.Column)..], start, moves.Free, steps);
        ref var a0 = ref MemoryMarshal.GetReference(a.From(0));
        ref var b0 = ref MemoryMarshal.GetReference(strip);
        ref var start0 = ref MemoryMarshal.GetReference(start);
        for (nint i = 0; i < end; i += TileRows)
        {
            Fetch.Lines(ref Unsafe.Add(ref MemoryMarshal.GetReference(c.Values), i), TileRows, TileColumns, c.ColumnStep);
            if (R.States > 0)
            {
                Fetch.Lines(ref Unsafe.Add(ref MemoryMarshal.GetReference(c.First), i), TileRows, TileColumns, c.ColumnStep);
            }

            if (R.States > 1)
            {
                Fetch.Lines(ref Unsafe.Add(ref MemoryMarshal.GetReference(c.Second), i), TileRows, TileColumns, c.ColumnStep);
            }

            Tile<Double<V, T>, V, T>.Run<ManyColumns<V>, Moves<V, T, R>>(a.Depth, in a0, in b0, in start0, ref MemoryMarshal.GetReference(moves.Free), steps, ref moves);
            moves.Begin(c, i);
            a0 = ref Unsafe.Add(ref a0, (nint)a.RowStep * TileRows);
        }

        return end;
    }
}
