using System.Runtime.CompilerServices;

namespace Backprop.Tensors.Kernels;

/// <summary>How the loops of the kernels are compiled.</summary>
internal static class Compilation
{
    /// <summary>
    /// Optimized at once and without a profile. With one, whatever shapes a process happens to begin with decide what is inlined:
    /// after some spans of 8 elements the loop for long ones counts as cold, and tanh of 256 floats took 1,030 ns where it takes 235.
    /// </summary>
    public const MethodImplOptions WithoutProfile = MethodImplOptions.AggressiveOptimization;
}
