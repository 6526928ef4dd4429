using System.Runtime.CompilerServices;

namespace Backprop.Tensors.Kernels;

/// <summary>
/// What a <see cref="Tile{TColumn, V, T}"/> adds in one step of the depth: a column of A by an element of each column of B. The sums
/// are handed over one by one, for the JIT keeps no array of them, nor a struct of so many, in registers.
/// </summary>
internal static class TileProducts<TColumn, V, T>
    where TColumn : struct, IColumn<TColumn, V, T>
    where V : struct, ILanes<V, T>
    where T : unmanaged
{
    /// <summary>
    /// Step k of four of the depth, k being a number in the code: where it is known how far that lies behind the first one, it is a part
    /// of the address. Types are compared in statements of their own: what is not taken is then gone before the JIT counts locals.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Step<TWidth, TA, TB>(
        ref TColumn c0,
        ref TColumn c1,
        ref TColumn c2,
        ref TColumn c3,
        ref TColumn c4,
        ref TColumn c5,
        ref TColumn c6,
        ref TColumn c7,
        ref T a,
        ref T b,
        nint k,
        nint step,
        nint step3,
        nint step5,
        nint step7,
        nint ahead)
        where TWidth : struct, IWidth
        where TA : struct, ILayout
        where TB : struct, ILayout
    {
        nint at = 0;
        if (typeof(TA) == typeof(Packed))
        {
            at = k * TColumn.Rows;
        }

        var column = TColumn.Load(in a, at);
        if (typeof(TB) == typeof(Packed))
        {
            nint size = Unsafe.SizeOf<T>();
            AddProducts<TWidth>(
                ref c0, ref c1, ref c2, ref c3, ref c4, ref c5, ref c6, ref c7, in column, ref b, k * TWidth.Columns, size, 3 * size, 5 * size, 7 * size);
        }
        else if (typeof(TB) == typeof(InRuns))
        {
            AddProducts<TWidth>(ref c0, ref c1, ref c2, ref c3, ref c4, ref c5, ref c6, ref c7, in column, ref b, k, step, step3, step5, step7);
        }
        else
        {
            AddProducts<TWidth>(ref c0, ref c1, ref c2, ref c3, ref c4, ref c5, ref c6, ref c7, in column, ref b, 0, step, step3, step5, step7);
        }

        if (TWidth.Columns > 4 && Unsafe.SizeOf<TColumn>() > Line.Size && typeof(TA) == typeof(Packed))
        {
            // Panels deeper than the first-level cache, which the processor does not ask for in time if each step takes two lines.
            Prefetch.TwoToFirstLevel(ref Unsafe.Add(ref a, at), ahead);
        }
    }

    /// <summary>
    /// The products of one step. What a step takes besides them counts where the core's other thread is busy too: addresses are sums of
    /// two registers, one of them times 1, 2 or 4, and of a number in the code.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddProducts<TWidth>(
        ref TColumn c0,
        ref TColumn c1,
        ref TColumn c2,
        ref TColumn c3,
        ref TColumn c4,
        ref TColumn c5,
        ref TColumn c6,
        ref TColumn c7,
        in TColumn column,
        ref T b,
        nint at,
        nint step,
        nint step3,
        nint step5,
        nint step7)
        where TWidth : struct, IWidth
    {
        c0.AddScaled(in column, in Unsafe.Add(ref b, at));
        if (TWidth.Columns > 1)
        {
            c1.AddScaled(in column, in Unsafe.Add(ref Unsafe.AddByteOffset(ref b, step), at));
            c2.AddScaled(in column, in Unsafe.Add(ref Unsafe.AddByteOffset(ref b, 2 * step), at));
            c3.AddScaled(in column, in Unsafe.Add(ref Unsafe.AddByteOffset(ref b, step3), at));
        }

        if (TWidth.Columns > 4)
        {
            c4.AddScaled(in column, in Unsafe.Add(ref Unsafe.AddByteOffset(ref b, 4 * step), at));
            c5.AddScaled(in column, in Unsafe.Add(ref Unsafe.AddByteOffset(ref b, step5), at));
        }

        if (TWidth.Columns > 6)
        {
            c6.AddScaled(in column, in Unsafe.Add(ref Unsafe.AddByteOffset(ref b, 2 * step3), at));
            c7.AddScaled(in column, in Unsafe.Add(ref Unsafe.AddByteOffset(ref b, step7), at));
        }
    }
}
