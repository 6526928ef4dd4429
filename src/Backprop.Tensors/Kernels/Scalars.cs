using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Backprop.Tensors.Kernels;

/// <summary>
/// One element as a double and back. An x64 processor's own conversion of one number keeps the upper half of the register that it
/// writes to, and so waits for whatever was there before: sums that could go on side by side would wait for each other. Converted as
/// a part of a register, a number waits for nothing.
/// </summary>
internal static class Scalars
{
    /// <summary>The same number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Widen<T>(T value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        typeof(T) == typeof(double)
            ? Unsafe.BitCast<T, double>(value)
            : Vector128.WidenLower(Vector128.CreateScalarUnsafe(Unsafe.BitCast<T, float>(value))).ToScalar();

    /// <summary>The number rounded once to an element.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Round<T>(double value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(double))
        {
            return Unsafe.BitCast<double, T>(value);
        }

        var rounded = Sse2.IsSupported ? Sse2.ConvertToVector128Single(Vector128.CreateScalarUnsafe(value)).ToScalar() : (float)value;
        return Unsafe.BitCast<float, T>(rounded);
    }
}
