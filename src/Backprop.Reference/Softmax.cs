using System.Numerics;
using static Backprop.Elementary;
using static Backprop.Reference.Precision;

namespace Backprop.Reference;

/// <summary>a[o] = e^(z[o]) / Σ e^z over the outputs of one sample.</summary>
/// <remarks>The maximum m is taken off first, so that no exponential overflows and the sum S is at least 1.</remarks>
public static class Softmax
{
    /// <summary>a[o, n] = exp(z[o, n] − m)/S, evaluated in double and rounded once.</summary>
    /// <param name="z">Weighted sums [out × batch].</param>
    /// <param name="a">Probabilities [out × batch], overwritten.</param>
    public static void Forward<T>(T[,] z, T[,] a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var n = 0; n < z.GetLength(1); n++)
        {
            var (m, sum) = Normalizer(z, n);
            for (var o = 0; o < z.GetLength(0); o++)
            {
                a[o, n] = Rounded<T>(Exp<T>(Wide(z[o, n]) - m) / sum);
            }
        }
    }

    /// <summary>Of sample n: m = max z and S = Σ exp(z − m), o ascending.</summary>
    internal static (double M, double S) Normalizer<T>(T[,] z, int n)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var m = double.NegativeInfinity;
        for (var o = 0; o < z.GetLength(0); o++)
        {
            m = Math.Max(m, Wide(z[o, n]));
        }

        var sum = 0.0;
        for (var o = 0; o < z.GetLength(0); o++)
        {
            sum += Exp<T>(Wide(z[o, n]) - m);
        }

        return (m, sum);
    }
}
