using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Backprop.Tensors.Kernels;

/// <summary>
/// Some rows of A times B, where each sum is a gradient that moves its element of C: the two loops around the register tile. The sums
/// rest in memory near by, and move what they belong to when a strip of them is whole; or, where lines of memory are waited for, those
/// of one tile while the next one multiplies.
/// </summary>
internal static class Descent<V, T, R>
    where V : struct, ILanes<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where R : struct, IRecurrence<T>
{
    /// <summary>A tile that is no deeper has too few steps to hide divisions in.</summary>
    private const int FewSteps = 32;

    private static int TileRows => Panels<V, T>.Height;

    private static int TileColumns => Strips<V, T>.Width;

    /// <summary>Each element of A·B moves its element of C.</summary>
    /// <param name="a">A [rows × depth].</param>
    /// <param name="b">B [depth × columns].</param>
    /// <param name="c">C [rows × columns].</param>
    /// <param name="recurrence">How.</param>
    public static void Run<TA, TB>(in Panels<V, T> a, in Strips<V, T> b, in Destination<T> c, in R recurrence)
        where TA : struct, ILayout
        where TB : struct, ILayout
    {
        var (tile, whole) = (TileRows * TileColumns, a.Rows / TileRows * TileRows);
        var isMeanwhile = IsMeanwhile(IsFar(b, c), a.Depth);

        // Two tiles take turns, or a strip; and one is for the edges.
        var room = isMeanwhile ? 2 * tile : whole * TileColumns;
        var sums = Scratch<T>.Sums(room + tile);
        var edge = sums[room..];
        var steps = new TileSteps(a.Step(0), b.DepthStep, b.ColumnStep, 0, TileRows);
        if (whole > 0 && b.Whole > 0)
        {
            Require(a, whole, b, c, sums, steps);
            if (isMeanwhile)
            {
                var nextStrip = new NextStrip<V, T>(b, a.Depth, whole / TileRows, IsFar(b, c));
                var moves = new Moves<V, T, R>(recurrence, nextStrip, sums[..room]);
                Meanwhile<TA, TB>(a, whole, b, c, steps, ref moves);
            }
            else
            {
                ByStrips<TA, TB>(a, whole, b, c, steps with { C = whole }, recurrence, sums[..room]);
            }
        }

        for (var j = whole < a.Rows ? 0 : b.Whole; j < b.Columns; j += TileColumns)
        {
            for (var i = j < b.Whole ? whole : 0; i < a.Rows; i += TileRows)
            {
                Block<V, T>.Tile(a, i, b, j, default, edge, steps with { A = a.Step(i) });
                Optimizers<V, T>.Run(recurrence, edge, TileRows, Math.Min(TileRows, a.Rows - i), Math.Min(TileColumns, b.Columns - j), c.From(i, j));
            }
        }
    }

    /// <summary>Whether the parameters and their states take more than a second-level cache.</summary>
    private static bool IsFar(in Strips<V, T> b, in Destination<T> c) => c.IsFar(b.Columns * (1 + R.States));

    /// <summary>
    /// Whether the sums of a tile move what they belong to while the next tile multiplies. Where the second-level cache is small that pays
    /// for lines of memory that are waited for, but divisions are done sooner in a row. Where it is large it pays always, unless there
    /// are divisions and few steps to hide them in.
    /// </summary>
    private static bool IsMeanwhile(bool isFar, int depth) =>
        Cache.IsLarge ? !R.Divides || depth > FewSteps : isFar && !R.Divides;

    /// <summary>Throws unless all is there that whole tiles touch; of the sums, one column.</summary>
    private static void Require(in Panels<V, T> a, int rows, in Strips<V, T> b, in Destination<T> c, ReadOnlySpan<T> sums, in TileSteps steps)
    {
        var last = ((b.Whole - 1) * c.ColumnStep) + rows - 1;
        _ = c.Values[last];
        _ = R.States > 0 ? c.First[last] : default;
        _ = R.States > 1 ? c.Second[last] : default;
        var lastColumn = b.From(b.Whole - TileColumns)[((TileColumns - 1) * steps.Column)..];
        Tile<TwoRegisters<V, T>, V, T>.Require(a.Depth, 1, a.From(rows - TileRows), lastColumn, default, sums, steps);
    }

    /// <summary>All whole tiles, strip by strip; the sums of each move their parameters while the next tile multiplies.</summary>
    [MethodImpl(Compilation.WithoutProfile)]
    private static void Meanwhile<TA, TB>(
        in Panels<V, T> a, int rows, in Strips<V, T> b, in Destination<T> c, in TileSteps steps, scoped ref Moves<V, T, R> moves)
        where TA : struct, ILayout
        where TB : struct, ILayout
    {
        ref var strip = ref MemoryMarshal.GetReference(b.From(0));
        for (var j = 0; j < b.Whole; j += TileColumns)
        {
            ref var a0 = ref MemoryMarshal.GetReference(a.From(0));
            var place = (nint)j * c.ColumnStep;
            for (var i = 0; i < rows; i += TileRows)
            {
                moves.Ask(j, i / TileRows);
                Tile<TwoRegisters<V, T>, V, T>.Run<ManyColumns<V>, TA, TB, Moves<V, T, R>>(
                    a.Depth, in a0, in strip, in Unsafe.NullRef<T>(), ref MemoryMarshal.GetReference(moves.Free), steps, ref moves);
                moves.Begin(c, place + i, i + TileRows < rows ? TileRows : ((nint)TileColumns * c.ColumnStep) - i);
                a0 = ref Unsafe.Add(ref a0, (nint)a.RowStep * TileRows);
            }

            strip = ref Unsafe.Add(ref strip, (nint)b.Step * TileColumns);
        }

        moves.Finish();
    }

    /// <summary>
    /// All whole tiles, strip by strip; when a strip of sums is whole, they move what they belong to, which is asked for before if it is far.
    /// </summary>
    [MethodImpl(Compilation.WithoutProfile)]
    private static void ByStrips<TA, TB>(
        in Panels<V, T> a, int rows, in Strips<V, T> b, in Destination<T> c, in TileSteps steps, in R recurrence, Span<T> sums)
        where TA : struct, ILayout
        where TB : struct, ILayout
    {
        var isFar = IsFar(b, c);
        var nothing = default(Nothing);
        ref var strip = ref MemoryMarshal.GetReference(b.From(0));
        for (var j = 0; j < b.Whole; j += TileColumns)
        {
            ref var a0 = ref MemoryMarshal.GetReference(a.From(0));
            ref var sum = ref MemoryMarshal.GetReference(sums);
            var place = (nint)j * c.ColumnStep;
            for (var i = 0; i < rows; i += TileRows)
            {
                if (isFar)
                {
                    var prefetch = new DestinationPrefetch<V, T, R>(c, place + i);
                    Tile<TwoRegisters<V, T>, V, T>.Run<ManyColumns<V>, TA, TB, DestinationPrefetch<V, T, R>>(a.Depth, in a0, in strip, in Unsafe.NullRef<T>(), ref sum, steps, ref prefetch);
                }
                else
                {
                    Tile<TwoRegisters<V, T>, V, T>.Run<ManyColumns<V>, TA, TB, Nothing>(a.Depth, in a0, in strip, in Unsafe.NullRef<T>(), ref sum, steps, ref nothing);
                }

                a0 = ref Unsafe.Add(ref a0, (nint)a.RowStep * TileRows);
                sum = ref Unsafe.Add(ref sum, TileRows);
            }

            Optimizers<V, T>.Run(recurrence, sums, rows, rows, TileColumns, c.From(0, j));
            strip = ref Unsafe.Add(ref strip, (nint)b.Step * TileColumns);
        }
    }
}
