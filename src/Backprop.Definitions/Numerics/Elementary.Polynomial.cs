using static System.Math;

namespace Backprop;

public static partial class Elementary
{
    /// <summary>
    /// c₀ + c₁x + c₂x² + …, lowest coefficient first, of which there is an even number.
    /// Pairs are joined in Horner's manner, (c₀ + c₁x) + x²·((c₂ + c₃x) + x²·(…)): half the latency of Horner's own
    /// for one more multiplication, x², which most callers need anyway.
    /// </summary>
    internal static double Polynomial(double x, double xx, ReadOnlySpan<double> c)
    {
        var sum = FusedMultiplyAdd(c[^1], x, c[^2]);
        for (var i = c.Length - 4; i >= 0; i -= 2)
            sum = FusedMultiplyAdd(sum, xx, FusedMultiplyAdd(c[i + 1], x, c[i]));
        return sum;
    }
}
