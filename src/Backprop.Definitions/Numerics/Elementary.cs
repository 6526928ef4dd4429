namespace Backprop;

/// <summary>
/// The elementary functions of the numeric contract: exp, expm1, log, log1p, tanh, erf and erfc, each one written
/// sequence of exactly rounded <see cref="double"/> operations, so that every processor gives the same bits.
/// </summary>
/// <remarks>
/// <para>Operations used: + − × ÷, fused multiply-add, comparison and selection between two values that are both
/// computed, absolute value and sign, and 64-bit integer add, subtract, and, shift on the bits. No branch, no table,
/// no conversion between integer and floating point: lanes can do the very same. (Sin, Cos and Power are for scalars
/// only and do branch.)</para>
/// <para>The type parameter says what the result will be rounded to. The arithmetic is <see cref="double"/> for both;
/// for <see cref="float"/> the coefficient lists are shorter, steps that only <see cref="double"/> can notice are left
/// out, and arguments are taken to lie in the range of <see cref="float"/> (exp, expm1, tanh, erf and erfc take any).
/// A result is then good to 28 bits or more: rounded to <see cref="float"/> it is the nearest one but for close calls.</para>
/// <para>All error bounds are measured, and held: in double by the tests of Backprop.Accuracy.Tests, rounded to float by
/// <c>backprop verify --exhaustive</c>, for every float there is.</para>
/// </remarks>
public static partial class Elementary
{
    /// <summary>1.5·2⁵²: what is added to it is rounded to an integer, which then stands in the low bits.</summary>
    internal const double IntegerInLowBits = 6755399441055744.0;

    /// <summary>Where the exponent stands in a double.</summary>
    internal const int ExponentShift = 52;

    /// <summary>The bits of 1.0, that is, a biased exponent of 1023.</summary>
    internal const long BitsOfOne = 0x3FF0_0000_0000_0000;

    internal const double Log2Of_e = 1.4426950408889634;

    internal const double Ln2 = 0.6931471805599453;

    /// <summary>ln 2 to 42 bits: its product with any exponent (11 bits) is exact.</summary>
    internal const double Ln2High = 0.6931471805598903;

    /// <summary>ln 2 − <see cref="Ln2High"/>.</summary>
    internal const double Ln2Low = 5.497923018708371e-14;
}
