using System.Runtime.CompilerServices;

namespace Backprop.Tensors.Kernels;

/// <summary>
/// The register tile of <see cref="LaneProduct{V, T}"/>: up to nine columns, their sums in registers. As
/// <see cref="Tile{TColumn, V, T}"/>, but without what only a long depth repays.
/// </summary>
internal static class LaneTile<TColumn, V, T>
    where TColumn : struct, IColumn<TColumn, V, T>
    where V : struct, ILanes<V, T>
    where T : unmanaged
{
    /// <summary>Runs the whole depth; unchecked.</summary>
    /// <inheritdoc cref="LaneProduct{V, T}.Run"/>
    [MethodImpl(Compilation.WithoutProfile)]
    public static void Run<TWidth, TStart>(int depth, ref readonly T a, ref readonly T b, ref readonly T start, ref T c, in TileSteps steps)
        where TWidth : struct, IWidth
        where TStart : struct, IStart
    {
        var columns = TWidth.Columns;
        TColumn c0 = default, c1 = default, c2 = default, c3 = default, c4 = default, c5 = default, c6 = default, c7 = default, c8 = default;
        if (!Unsafe.IsNullRef(in start))
        {
            c0 = TStart.Of<TColumn, V, T>(in start, 0);
            c1 = columns > 1 ? TStart.Of<TColumn, V, T>(in start, 1) : default;
            c2 = columns > 2 ? TStart.Of<TColumn, V, T>(in start, 2) : default;
            c3 = columns > 3 ? TStart.Of<TColumn, V, T>(in start, 3) : default;
            c4 = columns > 4 ? TStart.Of<TColumn, V, T>(in start, 4) : default;
            c5 = columns > 5 ? TStart.Of<TColumn, V, T>(in start, 5) : default;
            c6 = columns > 6 ? TStart.Of<TColumn, V, T>(in start, 6) : default;
            c7 = columns > 7 ? TStart.Of<TColumn, V, T>(in start, 7) : default;
            c8 = columns > 8 ? TStart.Of<TColumn, V, T>(in start, 8) : default;
        }

        // In bytes.
        nint step = (nint)steps.Column * Unsafe.SizeOf<T>(), step3 = 3 * step, step5 = 5 * step, step7 = 7 * step;
        nint aStep = (nint)steps.A * Unsafe.SizeOf<T>(), bStep = (nint)steps.Depth * Unsafe.SizeOf<T>();
        ref var a0 = ref Unsafe.AsRef(in a);
        ref var b0 = ref Unsafe.AsRef(in b);
        for (; depth > 0; depth--)
        {
            var x = TColumn.Load(in a0, 0);
            c0.AddScaled(in x, in b0);
            if (columns > 1)
            {
                c1.AddScaled(in x, in Unsafe.AddByteOffset(ref b0, step));
            }

            if (columns > 2)
            {
                c2.AddScaled(in x, in Unsafe.AddByteOffset(ref b0, 2 * step));
            }

            if (columns > 3)
            {
                c3.AddScaled(in x, in Unsafe.AddByteOffset(ref b0, step3));
            }

            if (columns > 4)
            {
                c4.AddScaled(in x, in Unsafe.AddByteOffset(ref b0, 4 * step));
            }

            if (columns > 5)
            {
                c5.AddScaled(in x, in Unsafe.AddByteOffset(ref b0, step5));
            }

            if (columns > 6)
            {
                c6.AddScaled(in x, in Unsafe.AddByteOffset(ref b0, 2 * step3));
            }

            if (columns > 7)
            {
                c7.AddScaled(in x, in Unsafe.AddByteOffset(ref b0, step7));
            }

            if (columns > 8)
            {
                c8.AddScaled(in x, in Unsafe.AddByteOffset(ref b0, 8 * step));
            }

            a0 = ref Unsafe.AddByteOffset(ref a0, aStep);
            b0 = ref Unsafe.AddByteOffset(ref b0, bStep);
        }

        nint next = steps.C;
        c0.Store(ref c, 0);
        if (columns > 1)
        {
            c1.Store(ref c, next);
        }

        if (columns > 2)
        {
            c2.Store(ref c, 2 * next);
        }

        if (columns > 3)
        {
            c3.Store(ref c, 3 * next);
        }

        if (columns > 4)
        {
            c4.Store(ref c, 4 * next);
        }

        if (columns > 5)
        {
            c5.Store(ref c, 5 * next);
        }

        if (columns > 6)
        {
            c6.Store(ref c, 6 * next);
        }

        if (columns > 7)
        {
            c7.Store(ref c, 7 * next);
        }

        if (columns > 8)
        {
            c8.Store(ref c, 8 * next);
        }
    }
}
