using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Backprop.Tensors.Kernels;

namespace Backprop.Workloads;

/// <summary>What one core can do at most: chains of fused multiply-adds that touch nothing but registers.</summary>
public static class Peak
{
    private static readonly Lazy<double> s_float = new(Measure<float>);
    private static readonly Lazy<double> s_double = new(Measure<double>);

    /// <summary>GFLOP/s of one core, a fused multiply-add being two operations.</summary>
    public static double Gflops<T>() => typeof(T) == typeof(float) ? s_float.Value : s_double.Value;

    private static double Measure<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Vector512.IsHardwareAccelerated ? Chains<Lanes512<T>, T>.Measure()
        : Vector256.IsHardwareAccelerated ? Chains<Lanes256<T>, T>.Measure()
        : Chains<Lanes128<T>, T>.Measure();

    private static class Chains<V, T>
        where V : struct, ILanes<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private const int Count = 12;
        private const int Steps = 2_000_000;

        /// <summary>The best of many tries: other work on the machine can only slow it down.</summary>
        public static double Measure()
        {
            var best = 0.0;
            for (var repetition = 0; repetition < 60; repetition++)
            {
                var start = Stopwatch.GetTimestamp();
                Run(Steps, V.Broadcast(T.CreateChecked(0.999)), V.Broadcast(T.CreateChecked(1e-3)));
                best = Math.Max(best, 2.0 * Count * V.Count * Steps / Stopwatch.GetElapsedTime(start).TotalSeconds / 1e9);
            }

            return best;
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        private static V Run(int steps, V x, V y)
        {
            V a = y, b = y, c = y, d = y, e = y, f = y, g = y, h = y, i = y, j = y, k = y, l = y;
            for (; steps > 0; steps--)
            {
                a = V.FusedMultiplyAdd(a, x, y);
                b = V.FusedMultiplyAdd(b, x, y);
                c = V.FusedMultiplyAdd(c, x, y);
                d = V.FusedMultiplyAdd(d, x, y);
                e = V.FusedMultiplyAdd(e, x, y);
                f = V.FusedMultiplyAdd(f, x, y);
                g = V.FusedMultiplyAdd(g, x, y);
                h = V.FusedMultiplyAdd(h, x, y);
                i = V.FusedMultiplyAdd(i, x, y);
                j = V.FusedMultiplyAdd(j, x, y);
                k = V.FusedMultiplyAdd(k, x, y);
                l = V.FusedMultiplyAdd(l, x, y);
            }

            return a + b + c + d + e + f + g + h + i + j + k + l;
        }
    }
}
