using static System.Math;

namespace Backprop;

/// <summary>x = n·π/2 + r + low with |r| ≤ π/4 or a rounding more: the argument reduction of sine and cosine.</summary>
internal static class QuarterTurns
{
    /// <summary>Up to here n has 20 bits, so n·π/2 in pieces of 33 bits is exact.</summary>
    private const double Moderate = 1e6;

    private const double TwoOverPi = 0.6366197723675814;

    // π/2 in three pieces; the first two have 33 bits each.
    private const double HalfPi1 = 1.5707963267341256;
    private const double HalfPi2 = 6.077100506303966e-11;
    private const double HalfPi3 = 2.0222662487959506e-21;

    // π/2 in two doubles.
    private const double HalfPiHigh = 1.5707963267948966;
    private const double HalfPiLow = 6.123233995736766e-17;

    /// <summary>n mod 4, and the remainder as the sum of two doubles; NaN for ±∞ and NaN.</summary>
    public static (int n, double r, double low) Split(double x)
    {
        if (Abs(x) <= Moderate) return SplitModerate(x);
        return double.IsFinite(x) ? SplitLarge(x) : (0, double.NaN, 0);
    }

    /// <summary>Cody and Waite's subtraction in steps: both x − n·π₁ and n·π₂ are exact, n·π₃ is below 2⁻⁴⁹.</summary>
    private static (int n, double r, double low) SplitModerate(double x)
    {
        var rounded = FusedMultiplyAdd(x, TwoOverPi, Elementary.IntegerInLowBits);
        var n = rounded - Elementary.IntegerInLowBits;
        var a = FusedMultiplyAdd(-n, HalfPi1, x);
        var (r, low) = Sum(a, -n * HalfPi2);
        (r, low) = Sum(r, FusedMultiplyAdd(-n, HalfPi3, low));
        return ((int)BitConverter.DoubleToInt64Bits(rounded) & 3, r, low);
    }

    /// <summary>
    /// Payne and Hanek's multiplication by the bits of 2/π that matter (ACM SIGNUM Newsletter 18, 1983).
    /// With |x| = m·2ᵉ, m an integer of 53 bits, bits of 2/π above 2^(2−e) contribute whole turns only.
    /// </summary>
    private static (int n, double r, double low) SplitLarge(double x)
    {
        var bits = BitConverter.DoubleToUInt64Bits(Abs(x));
        var m = (bits & Elementary.FractionBits) | 1UL << Elementary.ExponentShift;
        var e = (int)(bits >> Elementary.ExponentShift) - 1023 - Elementary.ExponentShift;

        // 192 bits of 2/π from the first that does not stand for whole turns; m·window mod 2¹⁹², scaled so that
        // the two top bits count quarter turns.
        var first = e - 2;
        var high = Window(first);
        var middle = Window(first + 64);
        var low = Window(first + 128);
        var product = (UInt128)m * middle + Math.BigMul(m, low, out _);
        var top = m * high + (ulong)(product >> 64);
        var turns = new UInt128(top, (ulong)product);

        var n = (int)(top >> 62);
        var fraction = (Int128)(turns << 2);
        // Above half a quarter turn (the sign bit) the nearest one is the next, and the fraction is negative.
        if (fraction < 0) n++;
        var (r, rest) = ToRadians(fraction);
        return x > 0 ? (n & 3, r, rest) : (-n & 3, -r, -rest);
    }

    /// <summary>64 bits of 2/π, the first worth 2^−(start + 1); bits before the binary point are 0.</summary>
    private static ulong Window(int start)
    {
        if (start < 0) return Word(0) >> -start;
        var shift = start & 63;
        var word = Word(start >> 6);
        return shift == 0 ? word : word << shift | Word((start >> 6) + 1) >> (64 - shift);
    }

    /// <summary>fraction·2⁻¹²⁸·π/2 as the sum of two doubles.</summary>
    private static (double high, double low) ToRadians(Int128 fraction)
    {
        // No double comes closer to a multiple of π/2 than 2⁻⁶²: 66 bits of the fraction are left at the worst.
        var a = (double)fraction;
        var b = (double)(fraction - (Int128)a);
        const double Scale = 2.938735877055719e-39; // 2⁻¹²⁸
        a *= Scale;
        b *= Scale;
        var high = a * HalfPiHigh;
        var low = FusedMultiplyAdd(a, HalfPiHigh, -high) + FusedMultiplyAdd(a, HalfPiLow, b * HalfPiHigh);
        return Sum(high, low);
    }

    /// <summary>x + y, rounded, and what the rounding lost (Knuth's two-sum).</summary>
    private static (double sum, double low) Sum(double x, double y)
    {
        var sum = x + y;
        var y1 = sum - x;
        return (sum, (x - (sum - y1)) + (y - y1));
    }

    private static ulong Word(int index) => index < TwoOverPiBits.Length ? TwoOverPiBits[index] : 0;

    /// <summary>2/π, the first bit worth ½: 1280 bits reach past the largest exponent by 192.</summary>
    private static ReadOnlySpan<ulong> TwoOverPiBits =>
    [
        0xA2F9836E4E441529, 0xFC2757D1F534DDC0, 0xDB6295993C439041, 0xFE5163ABDEBBC561,
        0xB7246E3A424DD2E0, 0x06492EEA09D1921C, 0xFE1DEB1CB129A73E, 0xE88235F52EBB4484,
        0xE99C7026B45F7E41, 0x3991D639835339F4, 0x9C845F8BBDF9283B, 0x1FF897FFDE05980F,
        0xEF2F118B5A0A6D1F, 0x6D367ECF27CB09B7, 0x4F463F669E5FEA2D, 0x7527BAC7EBE5F17B,
        0x3D0739F78A5292EA, 0x6BFB5FB11F8D5D08, 0x56033046FC7B6BAB, 0xF0CFBC209AF4361D,
    ];
}
