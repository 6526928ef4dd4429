using Backprop.Tensors.Kernels;

namespace Backprop.Benchmarks;

/// <summary>
/// Rung 2: each lane of a register is one element of C, so that sixteen neighbors of a column are added up side by side, each in
/// the order of the plain loop.
/// </summary>
internal static class Lanes<V>
    where V : struct, ILanes<V, float>
{
    /// <summary>C = A·B, all [n × n], column after column; n is a multiple of the lanes.</summary>
    public static void Multiply(int n, ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> c)
    {
        for (var j = 0; j < n; j++)
        {
            for (var i = 0; i < n; i += V.Count)
            {
                var sums = V.Broadcast(0);
                for (var k = 0; k < n; k++)
                {
                    sums = V.FusedMultiplyAdd(V.Load(a[(i + (k * n))..]), V.Broadcast(b[k + (j * n)]), sums);
                }

                sums.Store(c[(i + (j * n))..]);
            }
        }
    }
}
