using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Backprop.Tensors.Kernels;

/// <summary>A line of memory: what goes to a cache and back as a whole.</summary>
internal static class Line
{
    /// <summary>Bytes of a line.</summary>
    public const int Size = 64;

    /// <summary>Bytes between the begin of a line and the first element. The collector may move it, which costs time and nothing else.</summary>
    public static unsafe int Behind<T>(ReadOnlySpan<T> values)
        where T : unmanaged => (int)((nuint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(values)) % Size);
}
