using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Backprop.Tensors.Kernels;

/// <summary>
/// C ← a·bᵀ, or C ← C + descent·(a·bᵀ): the weight gradient of one sample. Each element of C is touched but once, so nothing is
/// packed, and C goes by column by column, as fast as memory.
/// </summary>
internal static class RankOne<V, T>
    where V : struct, ILanes<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>As <see cref="Product{V, T}.Run"/> at a depth of 1, without a bias.</summary>
    /// <param name="a">[rows].</param>
    /// <param name="b">B [1 × columns].</param>
    /// <param name="c">C [rows × columns]; apart from a and B in memory.</param>
    public static void Run(ReadOnlySpan<T> a, Operand<T> b, Destination<T> c)
    {
        for (var j = 0; j < b.Columns; j++)
        {
            var column = c.Values.Slice(j * c.ColumnStep, a.Length);
            var done = Column<V>(a, b.Values[j * b.ColumnStep], column, c.Descent, 0);
            if (V.Count > Lanes128<T>.Count)
            {
                done = Column<Lanes128<T>>(a, b.Values[j * b.ColumnStep], column, c.Descent, done);
            }

            Column<Lanes1<T>>(a, b.Values[j * b.ColumnStep], column, c.Descent, done);
        }
    }

    /// <summary>As many whole registers of one column as there are from <paramref name="first"/> on.</summary>
    /// <returns>The row behind the last one that is done.</returns>
    [MethodImpl(Compilation.WithoutProfile)]
    private static nint Column<L>(ReadOnlySpan<T> a, T b, Span<T> c, T? descent, nint first)
        where L : struct, ILanes<L, T>
    {
        ref var a0 = ref MemoryMarshal.GetReference(a);
        ref var c0 = ref MemoryMarshal.GetReference(c[..a.Length]);
        var (factor, zero) = (L.Broadcast(b), L.Broadcast(T.Zero));
        if (descent is { } scale)
        {
            var rate = L.Broadcast(scale);
            for (; first <= a.Length - L.Count; first += L.Count)
            {
                var sum = L.FusedMultiplyAdd(L.Load(ref a0, first), factor, zero);
                L.FusedMultiplyAdd(sum, rate, L.Load(ref c0, first)).Store(ref c0, first);
            }

            return first;
        }

        for (; first <= a.Length - L.Count; first += L.Count)
        {
            L.FusedMultiplyAdd(L.Load(ref a0, first), factor, zero).Store(ref c0, first);
        }

        return first;
    }
}
