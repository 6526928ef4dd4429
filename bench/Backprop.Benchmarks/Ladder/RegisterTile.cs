using System.Runtime.CompilerServices;
using Backprop.Tensors.Kernels;

namespace Backprop.Benchmarks;

/// <summary>
/// Rung 3: two registers of rows by four columns of C at once. The eight sums do not wait for each other, and what is loaded is used
/// several times: two loads of A and four of B serve eight products.
/// </summary>
internal static class RegisterTile<V>
    where V : struct, ILanes<V, float>
{
    private const int Columns = 4;

    /// <summary>C = A·B, all [n × n], column after column; n is a multiple of twice the lanes, and of four.</summary>
    public static void Multiply(int n, float[] a, float[] b, float[] c)
    {
        for (var j = 0; j < n; j += Columns)
        {
            for (var i = 0; i < n; i += 2 * V.Count)
            {
                Tile(n, ref a[i], ref b[j * n], ref c[i + (j * n)]);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile(nint n, ref float a, ref float b, ref float c)
    {
        V x0 = V.Broadcast(0), x1 = x0, x2 = x0, x3 = x0, y0 = x0, y1 = x0, y2 = x0, y3 = x0;
        for (nint k = 0; k < n; k++)
        {
            var (x, y) = (V.Load(ref a, 0), V.Load(ref a, V.Count));
            var factor = V.Broadcast(b);
            (x0, y0) = (V.FusedMultiplyAdd(x, factor, x0), V.FusedMultiplyAdd(y, factor, y0));
            factor = V.Broadcast(Unsafe.Add(ref b, n));
            (x1, y1) = (V.FusedMultiplyAdd(x, factor, x1), V.FusedMultiplyAdd(y, factor, y1));
            factor = V.Broadcast(Unsafe.Add(ref b, 2 * n));
            (x2, y2) = (V.FusedMultiplyAdd(x, factor, x2), V.FusedMultiplyAdd(y, factor, y2));
            factor = V.Broadcast(Unsafe.Add(ref b, 3 * n));
            (x3, y3) = (V.FusedMultiplyAdd(x, factor, x3), V.FusedMultiplyAdd(y, factor, y3));
            a = ref Unsafe.Add(ref a, n);
            b = ref Unsafe.Add(ref b, 1);
        }

        x0.Store(ref c, 0);
        y0.Store(ref c, V.Count);
        x1.Store(ref c, n);
        y1.Store(ref c, n + V.Count);
        x2.Store(ref c, 2 * n);
        y2.Store(ref c, (2 * n) + V.Count);
        x3.Store(ref c, 3 * n);
        y3.Store(ref c, (3 * n) + V.Count);
    }
}
