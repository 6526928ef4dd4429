using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Backprop.Tensors.Kernels;

/// <summary>A line of memory is asked for ahead of its use; nothing where the runtime offers no such instruction, as on Arm64.</summary>
internal static class Prefetch
{
    /// <summary>
    /// Elements of a sample's inputs by which they are asked for ahead, where one column of weights after the other goes by: between two
    /// of their lines lie so many of the weights' that the processor does not see that they follow each other.
    /// </summary>
    public const int InputsAhead = 128;

    /// <summary>The line that an element lies in, into the nearest cache; it need not be there, for nothing is read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void ToFirstLevel<T>(ref T element)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(Unsafe.AsPointer(ref element));
        }
    }

    /// <summary>The line that lies so many bytes behind an element, and the next one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void TwoToFirstLevel<T>(ref T element, nint offset)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0((byte*)Unsafe.AsPointer(ref element) + offset);
            Sse.Prefetch0((byte*)Unsafe.AsPointer(ref element) + offset + Line.Size);
        }
    }

    /// <summary>The same into the second-level cache, for what is used later.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void ToSecondLevel<T>(ref T element)
    {
        if (Sse.IsSupported)
        {
            // Should the collector move the element meanwhile, the wrong line comes, which costs time and nothing else.
            Sse.Prefetch1(Unsafe.AsPointer(ref element));
        }
    }

    /// <summary>The lines that some elements in a row lie in, as many as fill one line or two: at most three.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RunToFirstLevel<T>(ref T first, int count)
        where T : unmanaged
    {
        var line = Math.Min(Line.Size / Unsafe.SizeOf<T>(), count);
        ToFirstLevel(ref first);
        ToFirstLevel(ref Unsafe.Add(ref first, line - 1));
        if (count > line)
        {
            ToFirstLevel(ref Unsafe.Add(ref first, (2 * line) - 1));
        }
    }
}
