using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Backprop.Tensors.Kernels;

/// <summary>Rows that are runs of memory become columns that are: squares of one 128-bit register a side are turned in registers.</summary>
internal static class Transposition<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>destination[d·destinationStep + r] = source[r·sourceStep + d].</summary>
    /// <param name="source">The rows.</param>
    /// <param name="sourceStep">Distance between two rows.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="destination">The columns; its length divided by the step is their number.</param>
    /// <param name="destinationStep">Distance between two columns.</param>
    [MethodImpl(Compilation.WithoutProfile)]
    public static void Run(ReadOnlySpan<T> source, int sourceStep, int rows, Span<T> destination, int destinationStep)
    {
        var columns = destination.Length / destinationStep;
        var side = Vector128<T>.Count;
        var (wholeRows, wholeColumns) = (IsFast ? rows - (rows % side) : 0, columns - (columns % side));
        if (wholeRows > 0 && wholeColumns > 0)
        {
            // All that the squares touch is there; they are not checked one by one.
            _ = source[((wholeRows - 1) * sourceStep) + wholeColumns - 1];
            _ = destination[((wholeColumns - 1) * destinationStep) + wholeRows - 1];
            Squares(ref MemoryMarshal.GetReference(source), sourceStep, wholeRows, wholeColumns, ref MemoryMarshal.GetReference(destination), destinationStep);
        }

        Elements(source, sourceStep, (0, wholeRows), (wholeColumns, columns), destination, destinationStep);
        Elements(source, sourceStep, (wholeRows, rows), (0, columns), destination, destinationStep);
    }

    private static bool IsFast => Sse2.IsSupported || AdvSimd.Arm64.IsSupported;

    [MethodImpl(Compilation.WithoutProfile)]
    private static void Elements(
        ReadOnlySpan<T> source, int sourceStep, (int First, int End) rows, (int First, int End) columns, Span<T> destination, int destinationStep)
    {
        if (rows.First >= rows.End || columns.First >= columns.End)
        {
            return;
        }

        // All that the loops touch is there; they do not check each element.
        _ = source[((rows.End - 1) * sourceStep) + columns.End - 1];
        _ = destination[((columns.End - 1) * destinationStep) + rows.End - 1];
        for (nint d = columns.First; d < columns.End; d++)
        {
            ref var from = ref Unsafe.Add(ref MemoryMarshal.GetReference(source), (rows.First * sourceStep) + d);
            ref var to = ref Unsafe.Add(ref MemoryMarshal.GetReference(destination), (d * destinationStep) + rows.First);
            for (var r = rows.End - rows.First; r > 0; r--)
            {
                to = from;
                from = ref Unsafe.Add(ref from, sourceStep);
                to = ref Unsafe.Add(ref to, 1);
            }
        }
    }

    /// <summary>
    /// A line of each row at a time, all of it: rows may lie so that their lines drive each other out of the first-level cache. What
    /// is written stays there while all rows go by.
    /// </summary>
    [MethodImpl(Compilation.WithoutProfile)]
    private static void Squares(ref T source, nint sourceStep, nint rows, nint columns, ref T destination, nint destinationStep)
    {
        nint side = Vector128<T>.Count, line = 64 / Unsafe.SizeOf<T>();
        for (nint first = 0; first < columns; first += line)
        {
            var end = nint.Min(first + line, columns);
            for (nint r = 0; r < rows; r += side)
            {
                ref var from = ref Unsafe.Add(ref source, (r * sourceStep) + first);
                ref var to = ref Unsafe.Add(ref destination, (first * destinationStep) + r);
                for (var d = first; d < end; d += side)
                {
                    Square(ref from, sourceStep, ref to, destinationStep);
                    from = ref Unsafe.Add(ref from, side);
                    to = ref Unsafe.Add(ref to, side * destinationStep);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Square(ref T from, nint sourceStep, ref T to, nint destinationStep)
    {
        if (typeof(T) == typeof(double))
        {
            var (x, y) = (Load<double>(ref from, 0), Load<double>(ref from, sourceStep));
            Store(Low(x, y), ref to, 0);
            Store(High(x, y), ref to, destinationStep);
            return;
        }

        var (a, b) = (Load<float>(ref from, 0), Load<float>(ref from, sourceStep));
        var (c, d) = (Load<float>(ref from, 2 * sourceStep), Load<float>(ref from, 3 * sourceStep));
        var (abLow, abHigh) = (Low(a, b).AsDouble(), High(a, b).AsDouble());
        var (cdLow, cdHigh) = (Low(c, d).AsDouble(), High(c, d).AsDouble());
        Store(Low(abLow, cdLow), ref to, 0);
        Store(High(abLow, cdLow), ref to, destinationStep);
        Store(Low(abHigh, cdHigh), ref to, 2 * destinationStep);
        Store(High(abHigh, cdHigh), ref to, 3 * destinationStep);
    }

    private static Vector128<TItem> Load<TItem>(ref T source, nint offset) =>
        Unsafe.ReadUnaligned<Vector128<TItem>>(ref Unsafe.As<T, byte>(ref Unsafe.Add(ref source, offset)));

    private static void Store<TItem>(Vector128<TItem> value, ref T destination, nint offset) =>
        Unsafe.WriteUnaligned(ref Unsafe.As<T, byte>(ref Unsafe.Add(ref destination, offset)), value);

    /// <summary>x₀ y₀ x₁ y₁.</summary>
    private static Vector128<float> Low(Vector128<float> x, Vector128<float> y) =>
        Sse.IsSupported ? Sse.UnpackLow(x, y) : AdvSimd.Arm64.ZipLow(x, y);

    /// <summary>x₂ y₂ x₃ y₃.</summary>
    private static Vector128<float> High(Vector128<float> x, Vector128<float> y) =>
        Sse.IsSupported ? Sse.UnpackHigh(x, y) : AdvSimd.Arm64.ZipHigh(x, y);

    /// <summary>x₀ y₀.</summary>
    private static Vector128<double> Low(Vector128<double> x, Vector128<double> y) =>
        Sse2.IsSupported ? Sse2.UnpackLow(x, y) : AdvSimd.Arm64.ZipLow(x, y);

    /// <summary>x₁ y₁.</summary>
    private static Vector128<double> High(Vector128<double> x, Vector128<double> y) =>
        Sse2.IsSupported ? Sse2.UnpackHigh(x, y) : AdvSimd.Arm64.ZipHigh(x, y);
}
