using System.Runtime.CompilerServices;

namespace Backprop.Tensors.Kernels;

/// <summary>How the loops of the kernels are compiled.</summary>
internal static class Compilation
{
    /// <summary>
    /// Optimized at once and without a profile. With one, whatever shapes a process happens to begin with decide what is inlined:
    /// after some spans shorter than a register the loop for long ones counts as cold, and stays several times slower. Never inlined:
    /// a caller compiled later would take the loop in, but run out of its budget for what is in the loop, with the same effect.
    /// </summary>
    public const MethodImplOptions WithoutProfile = MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining;
}
