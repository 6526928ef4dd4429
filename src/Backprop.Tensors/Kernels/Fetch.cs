using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Backprop.Tensors.Kernels;

/// <summary>A line of memory is asked for ahead of its use; nothing where the runtime offers no such instruction, as on Arm64.</summary>
internal static class Fetch
{
    /// <summary>The line that an element lies in, into the nearest cache; it need not be there, for nothing is read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Near<T>(ref T element)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(Unsafe.AsPointer(ref element));
        }
    }

    /// <summary>The same into the second-level cache, for what is used later.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Line<T>(ref T element)
    {
        if (Sse.IsSupported)
        {
            // Should the collector move the element meanwhile, the wrong line comes, which costs time and nothing else.
            Sse.Prefetch1(Unsafe.AsPointer(ref element));
        }
    }

    /// <summary>The lines that some rows of some columns lie in, at most two a column.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Lines<T>(ref T values, int rows, int columns, nint step)
        where T : unmanaged
    {
        ref var column = ref values;
        for (; columns > 0; columns--)
        {
            Near(ref column);
            Near(ref Unsafe.Add(ref column, rows - 1));
            column = ref Unsafe.Add(ref column, step);
        }
    }
}
