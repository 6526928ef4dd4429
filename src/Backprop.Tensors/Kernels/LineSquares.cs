using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Backprop.Tensors.Kernels;

/// <summary>
/// Rows become columns by squares of one line of memory a side, where registers are as long: each line is read once and written once.
/// Rows that lie apart by a power of two drive each other out of the first-level cache, and are not needed again.
/// </summary>
internal static class LineSquares<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Whether the processor has such registers.</summary>
    public static bool AreThere => Avx512F.IsSupported;

    /// <summary>Elements of a side.</summary>
    public static int Side => Vector512<T>.Count;

    /// <summary>As <see cref="Transposition{T}.Run(ref T, int, int, int, ref T, int)"/>, for a side or more of rows and of columns; unchecked. The last squares may overlap those before them.</summary>
    [MethodImpl(Compilation.WithoutProfile)]
    public static void Run(ref T source, nint sourceStep, nint rows, nint columns, ref T destination, nint destinationStep)
    {
        for (nint c = 0; c < columns; c += Side)
        {
            var column = nint.Min(c, columns - Side);
            for (nint r = 0; r < rows; r += Side)
            {
                var row = nint.Min(r, rows - Side);
                ref var from = ref Unsafe.Add(ref source, (row * sourceStep) + column);
                ref var to = ref Unsafe.Add(ref destination, (column * destinationStep) + row);
                if (typeof(T) == typeof(double))
                {
                    OfDoubles(ref from, sourceStep, ref to, destinationStep);
                }
                else
                {
                    OfFloats(ref from, sourceStep, ref to, destinationStep);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void OfFloats(ref T from, nint fromStep, ref T to, nint toStep)
    {
        FourRows(ref from, fromStep, out var a0, out var a1, out var a2, out var a3);
        FourRows(ref Unsafe.Add(ref from, 4 * fromStep), fromStep, out var b0, out var b1, out var b2, out var b3);
        FourRows(ref Unsafe.Add(ref from, 8 * fromStep), fromStep, out var c0, out var c1, out var c2, out var c3);
        FourRows(ref Unsafe.Add(ref from, 12 * fromStep), fromStep, out var d0, out var d1, out var d2, out var d3);
        Store(a0, b0, c0, d0, ref to, 4 * toStep);
        Store(a1, b1, c1, d1, ref Unsafe.Add(ref to, toStep), 4 * toStep);
        Store(a2, b2, c2, d2, ref Unsafe.Add(ref to, 2 * toStep), 4 * toStep);
        Store(a3, b3, c3, d3, ref Unsafe.Add(ref to, 3 * toStep), 4 * toStep);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void OfDoubles(ref T from, nint fromStep, ref T to, nint toStep)
    {
        TwoRows(ref from, fromStep, out var a0, out var a1);
        TwoRows(ref Unsafe.Add(ref from, 2 * fromStep), fromStep, out var b0, out var b1);
        TwoRows(ref Unsafe.Add(ref from, 4 * fromStep), fromStep, out var c0, out var c1);
        TwoRows(ref Unsafe.Add(ref from, 6 * fromStep), fromStep, out var d0, out var d1);
        Store(a0, b0, c0, d0, ref to, 2 * toStep);
        Store(a1, b1, c1, d1, ref Unsafe.Add(ref to, toStep), 2 * toStep);
    }

    /// <summary>Four rows of floats: each quarter of register n is what they hold in column n of four.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FourRows(
        ref T from, nint step, out Vector512<double> column0, out Vector512<double> column1, out Vector512<double> column2, out Vector512<double> column3)
    {
        var (a, b) = (Load<float>(ref from, 0), Load<float>(ref from, step));
        var (c, d) = (Load<float>(ref from, 2 * step), Load<float>(ref from, 3 * step));
        var (abLow, abHigh) = (Avx512F.UnpackLow(a, b).AsDouble(), Avx512F.UnpackHigh(a, b).AsDouble());
        var (cdLow, cdHigh) = (Avx512F.UnpackLow(c, d).AsDouble(), Avx512F.UnpackHigh(c, d).AsDouble());
        column0 = Avx512F.UnpackLow(abLow, cdLow);
        column1 = Avx512F.UnpackHigh(abLow, cdLow);
        column2 = Avx512F.UnpackLow(abHigh, cdHigh);
        column3 = Avx512F.UnpackHigh(abHigh, cdHigh);
    }

    /// <summary>Two rows of doubles: each quarter of register n is what they hold in column n of two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TwoRows(ref T from, nint step, out Vector512<double> column0, out Vector512<double> column1)
    {
        var (a, b) = (Load<double>(ref from, 0), Load<double>(ref from, step));
        column0 = Avx512F.UnpackLow(a, b);
        column1 = Avx512F.UnpackHigh(a, b);
    }

    /// <summary>Four columns: quarter n of each register is a quarter of column n.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector512<double> a, Vector512<double> b, Vector512<double> c, Vector512<double> d, ref T to, nint step)
    {
        const byte Even = 0b10_00_10_00, Odd = 0b11_01_11_01;
        var (abEven, abOdd) = (Avx512F.Shuffle4x128(a, b, Even), Avx512F.Shuffle4x128(a, b, Odd));
        var (cdEven, cdOdd) = (Avx512F.Shuffle4x128(c, d, Even), Avx512F.Shuffle4x128(c, d, Odd));
        Write(Avx512F.Shuffle4x128(abEven, cdEven, Even), ref to, 0);
        Write(Avx512F.Shuffle4x128(abOdd, cdOdd, Even), ref to, step);
        Write(Avx512F.Shuffle4x128(abEven, cdEven, Odd), ref to, 2 * step);
        Write(Avx512F.Shuffle4x128(abOdd, cdOdd, Odd), ref to, 3 * step);
    }

    private static Vector512<TItem> Load<TItem>(ref T source, nint offset) =>
        Unsafe.ReadUnaligned<Vector512<TItem>>(ref Unsafe.As<T, byte>(ref Unsafe.Add(ref source, offset)));

    private static void Write(Vector512<double> value, ref T destination, nint offset) =>
        Unsafe.WriteUnaligned(ref Unsafe.As<T, byte>(ref Unsafe.Add(ref destination, offset)), value);
}
