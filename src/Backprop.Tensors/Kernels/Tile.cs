using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Backprop.Tensors.Kernels;

/// <summary>
/// The register tile: C ← start + A·B for a few rows and six columns, all of it in registers while the depth runs. Each lane is
/// one element of C, and adds its products with ascending depth: the bits of the plain loop.
/// </summary>
internal static class Tile<TColumn, V, T>
    where TColumn : struct, IColumn<TColumn, V, T>
    where V : struct, ILanes<V, T>
    where T : unmanaged
{
    /// <summary>Twelve accumulators (two rows of six) hide the latency of FMA and still fit in sixteen registers.</summary>
    public const int Columns = 6;

    /// <summary>Runs the whole depth.</summary>
    /// <param name="depth">Products per element, 1 or more.</param>
    /// <param name="a">A panel of A: the tile's rows of each step side by side.</param>
    /// <param name="b">B from the tile's first column on.</param>
    /// <param name="start">What the sums start from: bias, zeros, or C itself.</param>
    /// <param name="c">C from the tile's first element on.</param>
    /// <param name="steps">Distances in B, start and C.</param>
    /// <param name="descent">Null to overwrite C with the sums; else what they are multiplied by and added to C, fused.</param>
    [MethodImpl(Compilation.WithoutProfile)]
    public static void Run(int depth, ReadOnlySpan<T> a, ReadOnlySpan<T> b, ReadOnlySpan<T> start, Span<T> c, in TileSteps steps, T? descent)
    {
        // The spans are checked here, once; the loop below would spend as long on checks as on products with 256-bit lanes.
        _ = a[(depth * TColumn.Rows) - 1];
        _ = b[((depth - 1) * steps.Depth) + steps.Column5];
        _ = start[(5 * steps.Start) + TColumn.Rows - 1];
        _ = c[(5 * steps.C) + TColumn.Rows - 1];
        ref var a0 = ref MemoryMarshal.GetReference(a);
        ref var b0 = ref MemoryMarshal.GetReference(b);
        ref var s0 = ref MemoryMarshal.GetReference(start);
        ref var d0 = ref MemoryMarshal.GetReference(c);
        nint step1 = steps.Column1, step2 = steps.Column2, step3 = steps.Column3, step4 = steps.Column4, step5 = steps.Column5;

        var c0 = TColumn.Load(ref s0, 0);
        var c1 = TColumn.Load(ref s0, steps.Start);
        var c2 = TColumn.Load(ref s0, 2 * steps.Start);
        var c3 = TColumn.Load(ref s0, 3 * steps.Start);
        var c4 = TColumn.Load(ref s0, 4 * steps.Start);
        var c5 = TColumn.Load(ref s0, 5 * steps.Start);
        for (; depth > 0; depth--)
        {
            var column = TColumn.Load(ref a0, 0);
            c0 = c0.PlusScaled(column, V.Broadcast(b0));
            c1 = c1.PlusScaled(column, V.Broadcast(Unsafe.Add(ref b0, step1)));
            c2 = c2.PlusScaled(column, V.Broadcast(Unsafe.Add(ref b0, step2)));
            c3 = c3.PlusScaled(column, V.Broadcast(Unsafe.Add(ref b0, step3)));
            c4 = c4.PlusScaled(column, V.Broadcast(Unsafe.Add(ref b0, step4)));
            c5 = c5.PlusScaled(column, V.Broadcast(Unsafe.Add(ref b0, step5)));
            a0 = ref Unsafe.Add(ref a0, TColumn.Rows);
            b0 = ref Unsafe.Add(ref b0, steps.Depth);
        }

        if (descent is { } factor)
        {
            var scale = V.Broadcast(factor);
            c0 = TColumn.Load(ref d0, 0).PlusScaled(c0, scale);
            c1 = TColumn.Load(ref d0, steps.C).PlusScaled(c1, scale);
            c2 = TColumn.Load(ref d0, 2 * steps.C).PlusScaled(c2, scale);
            c3 = TColumn.Load(ref d0, 3 * steps.C).PlusScaled(c3, scale);
            c4 = TColumn.Load(ref d0, 4 * steps.C).PlusScaled(c4, scale);
            c5 = TColumn.Load(ref d0, 5 * steps.C).PlusScaled(c5, scale);
        }

        c0.Store(ref d0, 0);
        c1.Store(ref d0, steps.C);
        c2.Store(ref d0, 2 * steps.C);
        c3.Store(ref d0, 3 * steps.C);
        c4.Store(ref d0, 4 * steps.C);
        c5.Store(ref d0, 5 * steps.C);
    }
}

/// <summary>Distances between the elements that a tile reads and writes.</summary>
internal readonly struct TileSteps
{
    /// <param name="depth">In B, between two steps of the depth.</param>
    /// <param name="column">In B, between two columns.</param>
    /// <param name="columns">How many of the six columns are there; the others repeat the last one.</param>
    /// <param name="start">Between two columns of what the sums start from.</param>
    /// <param name="c">Between two columns of C.</param>
    public TileSteps(int depth, int column, int columns, int start, int c)
    {
        (Depth, Start, C) = (depth, start, c);
        Column1 = Math.Min(1, columns - 1) * column;
        Column2 = Math.Min(2, columns - 1) * column;
        Column3 = Math.Min(3, columns - 1) * column;
        Column4 = Math.Min(4, columns - 1) * column;
        Column5 = Math.Min(5, columns - 1) * column;
    }

    public int Depth { get; }

    public int Start { get; }

    public int C { get; }

    public int Column1 { get; }

    public int Column2 { get; }

    public int Column3 { get; }

    public int Column4 { get; }

    public int Column5 { get; }
}
