using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Backprop.Tensors.Kernels;

/// <summary>
/// The register tile: C ← start + A·B for a few rows and columns, all of it in registers while the depth runs. Each lane is one
/// element of C, and adds its products with ascending depth: the bits of the plain loop.
/// </summary>
internal static class Tile<TColumn, V, T>
    where TColumn : struct, IColumn<TColumn, V, T>
    where V : struct, ILanes<V, T>
    where T : unmanaged
{
    /// <summary>Steps of the depth by which a panel of A is asked for before its use: a second-level cache answers within them.</summary>
    private const int StepsAhead = 8;

    /// <summary>Runs the whole depth, once it is known that all that the tile touches is there.</summary>
    /// <param name="depth">Products per element, 1 or more.</param>
    /// <param name="a">A from the tile's first row on.</param>
    /// <param name="b">B from the tile's first column on.</param>
    /// <param name="start">What the sums start from: bias, C itself, or nothing, which is 0.</param>
    /// <param name="c">C from the tile's first element on, overwritten.</param>
    /// <param name="steps">Distances in A, B, start and C.</param>
    public static void Run<TWidth>(int depth, ReadOnlySpan<T> a, ReadOnlySpan<T> b, ReadOnlySpan<T> start, Span<T> c, in TileSteps steps)
        where TWidth : struct, IWidth
    {
        Require(depth, TWidth.Columns, a, b[((TWidth.Columns - 1) * steps.Column)..], start, c, steps);
        Run<TWidth>(
            depth,
            ref MemoryMarshal.GetReference(a),
            ref MemoryMarshal.GetReference(b),
            in Start(start),
            ref MemoryMarshal.GetReference(c),
            steps);
    }

    /// <summary>What the sums start from; no reference at all, and also none behind it, where they start from nothing.</summary>
    public static ref readonly T Start(ReadOnlySpan<T> start) => ref start.IsEmpty ? ref Unsafe.NullRef<T>() : ref MemoryMarshal.GetReference(start);

    /// <summary>Throws unless all is there that tiles side by side touch.</summary>
    /// <param name="depth">Products per element.</param>
    /// <param name="columns">Columns of all tiles.</param>
    /// <param name="a">A from the tiles' first row on.</param>
    /// <param name="b">B from the last tile's last column on.</param>
    /// <param name="start">What the sums start from, from the first tile on.</param>
    /// <param name="c">C from the first tile on.</param>
    /// <param name="steps">Distances in A, B, start and C.</param>
    public static void Require(int depth, int columns, ReadOnlySpan<T> a, ReadOnlySpan<T> b, ReadOnlySpan<T> start, ReadOnlySpan<T> c, in TileSteps steps)
    {
        _ = a[((depth - 1) * steps.A) + TColumn.Rows - 1];
        _ = b[(depth - 1) * steps.Depth];
        _ = start.IsEmpty ? default : start[((columns - 1) * steps.Start) + TColumn.Rows - 1];
        _ = c[((columns - 1) * steps.C) + TColumn.Rows - 1];
    }

    /// <summary>The same, unchecked: a few hundred products take no longer than a few checks.</summary>
    public static void Run<TWidth>(int depth, ref readonly T a, ref readonly T b, ref readonly T start, ref T c, in TileSteps steps)
        where TWidth : struct, IWidth
    {
        var nothing = default(Nothing);
        Run<TWidth, Apart, Apart, Nothing>(depth, in a, in b, in start, ref c, steps, ref nothing);
    }

    /// <summary>
    /// The same with A and B laid out as is known, while other work is done: all of its steps or, if the depth has fewer, one after each
    /// of the depth.
    /// </summary>
    [MethodImpl(Compilation.WithoutProfile)]
    public static void Run<TWidth, TA, TB, TMeanwhile>(
        int depth, ref readonly T a, ref readonly T b, ref readonly T start, ref T c, in TileSteps steps, ref TMeanwhile meanwhile)
        where TWidth : struct, IWidth
        where TA : struct, ILayout
        where TB : struct, ILayout
        where TMeanwhile : struct, IMeanwhile, allows ref struct
    {
        var columns = TWidth.Columns;
        ref var a0 = ref Unsafe.AsRef(in a);
        ref var b0 = ref Unsafe.AsRef(in b);
        ref var d0 = ref c;
        nint s = steps.Start, d = steps.C;

        TColumn c0 = default, c1 = default, c2 = default, c3 = default, c4 = default, c5 = default, c6 = default, c7 = default;
        if (!Unsafe.IsNullRef(in start))
        {
            c0 = TColumn.Load(in start, 0);
            c1 = columns > 1 ? TColumn.Load(in start, s) : default;
            c2 = columns > 1 ? TColumn.Load(in start, 2 * s) : default;
            c3 = columns > 1 ? TColumn.Load(in start, 3 * s) : default;
            c4 = columns > 4 ? TColumn.Load(in start, 4 * s) : default;
            c5 = columns > 4 ? TColumn.Load(in start, 5 * s) : default;
            c6 = columns > 6 ? TColumn.Load(in start, 6 * s) : default;
            c7 = columns > 6 ? TColumn.Load(in start, 7 * s) : default;
        }

        // In bytes.
        nint step = (nint)steps.Column * Unsafe.SizeOf<T>(), step3 = 3 * step, step5 = 5 * step, step7 = 7 * step;
        nint aStep = (nint)steps.A * Unsafe.SizeOf<T>(), bStep = (nint)steps.Depth * Unsafe.SizeOf<T>(), ahead = StepsAhead * aStep;

        // What is known of four steps is added once for all of them.
        nint aNext = typeof(TA) == typeof(Apart) ? aStep : 0, aFour = typeof(TA) == typeof(Apart) ? 0 : 4 * TColumn.Rows * Unsafe.SizeOf<T>();
        nint bNext = typeof(TB) == typeof(Apart) ? bStep : 0;
        nint bFour = typeof(TB) == typeof(Apart) ? 0 : (typeof(TB) == typeof(InRuns) ? 4 : 4 * columns) * Unsafe.SizeOf<T>();
        var some = TMeanwhile.Steps > 0 ? Math.Max(depth / TMeanwhile.Steps, 1) : depth;

        // Whole fours, as the loop takes them.
        some -= TMeanwhile.Steps > 0 && some > 4 ? some % 4 : 0;
        do
        {
            var rest = TMeanwhile.Steps > 0 ? Math.Max(depth - some, 0) : 0;
            for (; depth >= rest + 4; depth -= 4)
            {
                TileProducts<TColumn, V, T>.Step<TWidth, TA, TB>(ref c0, ref c1, ref c2, ref c3, ref c4, ref c5, ref c6, ref c7, ref a0, ref b0, 0, step, step3, step5, step7, ahead);
                a0 = ref Unsafe.AddByteOffset(ref a0, aNext);
                b0 = ref Unsafe.AddByteOffset(ref b0, bNext);
                TileProducts<TColumn, V, T>.Step<TWidth, TA, TB>(ref c0, ref c1, ref c2, ref c3, ref c4, ref c5, ref c6, ref c7, ref a0, ref b0, 1, step, step3, step5, step7, ahead);
                a0 = ref Unsafe.AddByteOffset(ref a0, aNext);
                b0 = ref Unsafe.AddByteOffset(ref b0, bNext);
                TileProducts<TColumn, V, T>.Step<TWidth, TA, TB>(ref c0, ref c1, ref c2, ref c3, ref c4, ref c5, ref c6, ref c7, ref a0, ref b0, 2, step, step3, step5, step7, ahead);
                a0 = ref Unsafe.AddByteOffset(ref a0, aNext);
                b0 = ref Unsafe.AddByteOffset(ref b0, bNext);
                TileProducts<TColumn, V, T>.Step<TWidth, TA, TB>(ref c0, ref c1, ref c2, ref c3, ref c4, ref c5, ref c6, ref c7, ref a0, ref b0, 3, step, step3, step5, step7, ahead);
                a0 = ref Unsafe.AddByteOffset(ref a0, aNext);
                b0 = ref Unsafe.AddByteOffset(ref b0, bNext);
                a0 = ref Unsafe.AddByteOffset(ref a0, aFour);
                b0 = ref Unsafe.AddByteOffset(ref b0, bFour);
            }

            for (; depth != rest; depth--)
            {
                TileProducts<TColumn, V, T>.Step<TWidth, Apart, Apart>(ref c0, ref c1, ref c2, ref c3, ref c4, ref c5, ref c6, ref c7, ref a0, ref b0, 0, step, step3, step5, step7, ahead);
                a0 = ref Unsafe.AddByteOffset(ref a0, aStep);
                b0 = ref Unsafe.AddByteOffset(ref b0, bStep);
            }

            meanwhile.Step();
        }
        while (TMeanwhile.Steps > 0 && depth > 0);

        c0.Store(ref d0, 0);
        if (columns > 1)
        {
            c1.Store(ref d0, d);
            c2.Store(ref d0, 2 * d);
            c3.Store(ref d0, 3 * d);
        }

        if (columns > 4)
        {
            c4.Store(ref d0, 4 * d);
            c5.Store(ref d0, 5 * d);
        }

        if (columns > 6)
        {
            c6.Store(ref d0, 6 * d);
            c7.Store(ref d0, 7 * d);
        }
    }
}
