using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Backprop.Tensors.Kernels;

/// <summary>Asks for memory before it is needed, to the second-level cache. A hint: nothing is read, and where the processor has no such instruction nothing is done.</summary>
internal static unsafe class Prefetch<T>
    where T : unmanaged
{
    private const int Line = 64;

    /// <summary>The lines of some columns of a matrix.</summary>
    /// <param name="values">The matrix from its first element on.</param>
    /// <param name="step">Distance between two columns.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="columns">Columns.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Columns(ref T values, nint step, nint rows, int columns)
    {
        if (Sse.IsSupported)
        {
            for (; columns > 0; columns--)
            {
                for (nint row = 0; row < rows; row += Line / sizeof(T))
                {
                    // An address that moves with the collector is still a good guess.
                    Sse.Prefetch1(Unsafe.AsPointer(ref Unsafe.Add(ref values, row)));
                }

                values = ref Unsafe.Add(ref values, step);
            }
        }
    }
}
