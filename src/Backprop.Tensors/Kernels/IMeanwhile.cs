using System.Runtime.CompilerServices;

namespace Backprop.Tensors.Kernels;

/// <summary>Work that waits for memory or for a long operation, done in steps by a tile that multiplies meanwhile.</summary>
internal interface IMeanwhile
{
    /// <summary>Steps until all is done.</summary>
    static abstract int Steps { get; }

    /// <summary>The next step; nothing, once all is done.</summary>
    void Step();
}

/// <summary>Nothing is to be done.</summary>
internal readonly struct Nothing : IMeanwhile
{
    public static int Steps
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Step()
    {
    }
}
