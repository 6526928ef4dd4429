using static System.Math;

namespace Backprop;

public static partial class Elementary
{
    /// <summary>ln(1 + x), accurate near 0 too.</summary>
    /// <remarks>
    /// <para>1 + x = 2ᵏ·(1 + f), k taken from the rounded sum 1 + x, but f = x·2⁻ᵏ + (2⁻ᵏ − 1) from x itself,
    /// and what its rounding loses is kept; then as in <see cref="Log"/>.</para>
    /// <para>Error: 1.0 ulp in double (Log1p row of ElementaryFunctions), 0.501 ulp rounded to float (backprop verify --exhaustive).
    /// log1p(±0) = ±0, subnormals give themselves, log1p(−1) = −∞, log1p(∞) = ∞, x below −1 give NaN, NaN stays NaN.</para>
    /// </remarks>
    public static double Log1p<T>(double x) where T : System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        // 2⁻ᵏ would be subnormal for the largest numbers; beside these 1 is nothing, scaled or not.
        var huge = typeof(T) != typeof(float) && x > 1e36;
        var scaled = huge ? x * 5.421010862427522e-20 : x; // 2⁻⁶⁴
        var bias = huge ? 1023.0 - 64 : 1023.0;

        var shifted = BitConverter.DoubleToInt64Bits(1 + scaled) + (BitsOfOne - BitsOfSqrtHalf);
        var inversePower = BitConverter.Int64BitsToDouble(2 * BitsOfOne - (shifted & ~FractionBits)); // 2⁻ᵏ
        var f = FusedMultiplyAdd(scaled, inversePower, inversePower - 1);
        var low = typeof(T) == typeof(float) ? 0 : FusedMultiplyAdd(scaled, inversePower, (inversePower - 1) - f);
        var result = CopySign(LogOfProduct<T>(BiasedExponent(shifted) - bias, f, low), x);

        result = x < double.PositiveInfinity ? result : x;
        result = x < -1 ? double.NaN : result;
        return x == -1 ? double.NegativeInfinity : result;
    }
}
