using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Backprop.Tensors.Kernels;

/// <summary>What is brought near while a tile runs: one line of memory, or none, at each step of its depth.</summary>
internal interface IFetch
{
    /// <summary>Asks for the next line, and does not wait for it.</summary>
    void Next();
}

/// <summary>Nothing.</summary>
internal readonly struct NoFetch : IFetch
{
    public void Next()
    {
    }
}

/// <summary>Lines at equal distances.</summary>
/// <param name="at">Where the first one is.</param>
/// <param name="step">Bytes between two steps; less than a line where there are more steps than lines.</param>
internal ref struct Fetch<T>(ref T at, nint step) : IFetch
{
    private readonly nint _step = step;
    private ref T _at = ref at;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Next()
    {
        Fetch.Line(ref _at);
        _at = ref Unsafe.AddByteOffset(ref _at, _step);
    }
}

/// <summary>A line of memory is asked for ahead of its use; nothing where the runtime offers no such instruction, as on Arm64.</summary>
internal static class Fetch
{
    /// <summary>The line that an element lies in, which need not be there: nothing is read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Line<T>(ref T element)
    {
        if (Sse.IsSupported)
        {
            // Should the collector move the element meanwhile, the wrong line comes, which costs time and nothing else.
            Sse.Prefetch1(Unsafe.AsPointer(ref element));
        }
    }
}
