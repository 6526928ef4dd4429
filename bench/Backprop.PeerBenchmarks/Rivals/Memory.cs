using System.Runtime.InteropServices;

namespace Backprop.PeerBenchmarks;

/// <summary>Copies that never move, aligned for any vector, as a C program allocates them; they live as long as the process.</summary>
internal static unsafe class Memory
{
    private const int Alignment = 64;

    public static T* Copy<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        var memory = Allocate<T>(values.Length);
        values.CopyTo(new(memory, values.Length));
        return memory;
    }

    public static T* Allocate<T>(int count)
        where T : unmanaged
    {
        var memory = (T*)NativeMemory.AlignedAlloc((nuint)count * (nuint)sizeof(T), Alignment);
        new Span<T>(memory, count).Clear();
        return memory;
    }
}
