using System.Runtime.CompilerServices;

namespace Backprop.Tensors.Kernels;

/// <summary>
/// The elementary functions of <see cref="Backprop.Elementary"/> over lanes of <see cref="double"/>: the same names, the same
/// coefficients and the same operations in the same order, so that each lane has the bits of the scalar function.
/// What a function means and how good it is stands there.
/// </summary>
/// <remarks>
/// (−k)·c is written k·(−c), the same number. Where an inlining hint is missing the JIT leaves a call, and lanes go through
/// memory: gelu's derivative is then several times slower.
/// </remarks>
internal static partial class Elementary
{
    /// <summary>c₀ + c₁x + c₂x² + …, in the order of the scalar polynomial.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static D Polynomial<D>(D x, D xx, ReadOnlySpan<double> c)
        where D : struct, ILanes<D, double>
    {
        var sum = D.FusedMultiplyAdd(D.Broadcast(c[^1]), x, D.Broadcast(c[^2]));
        for (var i = c.Length - 4; i >= 0; i -= 2)
        {
            sum = D.FusedMultiplyAdd(sum, xx, D.FusedMultiplyAdd(D.Broadcast(c[i + 1]), x, D.Broadcast(c[i])));
        }

        return sum;
    }

    /// <summary>A whole number as the bits of every lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static D Bits<D>(long bits)
        where D : struct, ILanes<D, double> => D.Broadcast(BitConverter.Int64BitsToDouble(bits));
}
