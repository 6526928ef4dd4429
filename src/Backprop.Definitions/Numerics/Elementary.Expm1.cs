using static System.Math;

namespace Backprop;

public static partial class Elementary
{
    /// <summary>eˣ − 1, accurate near 0 too.</summary>
    /// <remarks>
    /// <para>x = k·ln 2 + r as in <see cref="Exp"/>; eˣ − 1 = 2·((2ᵏ⁻¹·r + (2ᵏ⁻¹ − ½)) + 2ᵏ⁻¹·r²·h(r)).</para>
    /// <para>Error: 1.3 ulp in double (Expm1 row of ElementaryFunctions), 0.506 ulp rounded to float (backprop verify --exhaustive).
    /// expm1(±0) = ±0, subnormals give themselves, expm1(−∞) = −1, expm1(∞) = ∞, NaN stays NaN.</para>
    /// </remarks>
    public static double Expm1<T>(double x) where T : System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        // Below −50 nothing but −1 is left, above 710 the last doubling overflows.
        var y = x < -50 ? -50 : x;
        y = y > 710 ? 710 : y;

        var rounded = RoundToPowerOfTwo(y);
        var (r, low) = Remainder<T>(y, rounded);
        // Half of 2ᵏ, for 2ᵏ itself may be 2¹⁰²⁴.
        var half = PowerOfTwo(BitConverter.DoubleToInt64Bits(rounded) - 1);
        var head = FusedMultiplyAdd(half, r, half - 0.5);
        var result = 2 * FusedMultiplyAdd(half, ExpTail<T>(r, low), head);
        // eˣ − 1 = x here to all bits, and the halving above would cost −0 its sign and subnormals their last bit.
        return Abs(x) < 5.551115123125783e-17 ? x : result;
    }
}
