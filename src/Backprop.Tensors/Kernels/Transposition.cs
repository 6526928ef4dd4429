using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Backprop.Tensors.Kernels;

/// <summary>Rows that are runs of memory become columns that are: squares of one 128-bit register a side, or of a line, are turned in registers.</summary>
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
        if (rows == 0 || columns == 0)
        {
            return;
        }

        // All that the loops touch is there; they do not check each element.
        _ = source[((rows - 1) * sourceStep) + columns - 1];
        _ = destination[((columns - 1) * destinationStep) + rows - 1];
        Run(ref MemoryMarshal.GetReference(source), sourceStep, rows, columns, ref MemoryMarshal.GetReference(destination), destinationStep);
    }

    /// <summary>The same, unchecked.</summary>
    [MethodImpl(Compilation.WithoutProfile)]
    public static void Run(ref T from, int sourceStep, int rows, int columns, ref T to, int destinationStep)
    {
        if (LineSquares<T>.AreThere && Math.Min(rows, columns) >= LineSquares<T>.Side)
        {
            LineSquares<T>.Run(ref from, sourceStep, rows, columns, ref to, destinationStep);
        }
        else if (IsFast && Math.Min(rows, columns) >= Vector128<T>.Count)
        {
            Squares(ref from, sourceStep, rows, columns, ref to, destinationStep);
        }
        else
        {
            Elements(ref from, sourceStep, rows, columns, ref to, destinationStep);
        }
    }

    private static bool IsFast => Sse2.IsSupported || AdvSimd.Arm64.IsSupported;

    [MethodImpl(Compilation.WithoutProfile)]
    private static void Elements(ref T source, nint sourceStep, int rows, int columns, ref T destination, nint destinationStep)
    {
        for (nint d = 0; d < columns; d++)
        {
            ref var from = ref Unsafe.Add(ref source, d);
            ref var to = ref Unsafe.Add(ref destination, d * destinationStep);
            for (var r = rows; r > 0; r--)
            {
                to = from;
                from = ref Unsafe.Add(ref from, sourceStep);
                to = ref Unsafe.Add(ref to, 1);
            }
        }
    }

    /// <summary>
    /// A line of each row at a time, all of it: rows may lie so that their lines drive each other out of the first-level cache. What
    /// is written stays there while all rows go by. The last squares may overlap those before them.
    /// </summary>
    [MethodImpl(Compilation.WithoutProfile)]
    private static void Squares(ref T source, nint sourceStep, nint rows, nint columns, ref T destination, nint destinationStep)
    {
        nint side = Vector128<T>.Count, line = Line.Size / Unsafe.SizeOf<T>();
        for (nint first = 0; first < columns; first += line)
        {
            var end = nint.Min(first + line, columns);
            for (nint r = 0; r < rows; r += side)
            {
                var row = nint.Min(r, rows - side);
                for (var d = first; d < end; d += side)
                {
                    var column = nint.Min(d, columns - side);
                    Square(
                        ref Unsafe.Add(ref source, (row * sourceStep) + column),
                        sourceStep,
                        ref Unsafe.Add(ref destination, (column * destinationStep) + row),
                        destinationStep);
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
