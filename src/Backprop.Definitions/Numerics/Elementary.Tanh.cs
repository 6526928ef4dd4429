using static System.Math;

namespace Backprop;

public static partial class Elementary
{
    /// <summary>tanh x = (e²ˣ − 1)/(e²ˣ + 1).</summary>
    /// <remarks>
    /// <para>With E = e^(2|x|) − 1, put together as in <see cref="Expm1"/>: tanh|x| = E/(E + 2), and x gives the sign.</para>
    /// <para>Error: 1.3 ulp in double (Tanh row of ElementaryFunctions), 0.505 ulp rounded to float (backprop verify --exhaustive).
    /// tanh(±0) = ±0, subnormals give themselves, tanh(±∞) = ±1, NaN stays NaN.</para>
    /// </remarks>
    public static double Tanh<T>(double x) where T : System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        // From 19.1 on tanh is 1 in double.
        var y = 2 * Abs(x);
        y = y > 40 ? 40 : y;

        var rounded = RoundToPowerOfTwo(y);
        var (r, low) = Remainder<T>(y, rounded);
        var power = PowerOfTwo(BitConverter.DoubleToInt64Bits(rounded));
        var head = FusedMultiplyAdd(power, r, power - 1);
        var tail = ExpTail<T>(r, low);
        var e = FusedMultiplyAdd(power, tail, head);
        var quotient = typeof(T) == typeof(float)
            ? e / (e + 2)
            : TanhQuotient(e, FusedMultiplyAdd(power, tail, head - e));
        return CopySign(quotient, x);
    }

    /// <summary>E/(E + 2) for E = e + low: the quotient once more divided, by a reciprocal, as far as it is not yet exact.</summary>
    private static double TanhQuotient(double e, double low)
    {
        var d = e + 2;
        var dLow = (e - (d - 2)) + low;
        var reciprocal = 1 / d;
        var quotient = e * reciprocal;
        var rest = FusedMultiplyAdd(-quotient, d, e) + FusedMultiplyAdd(-quotient, dLow, low);
        return FusedMultiplyAdd(rest, reciprocal, quotient);
    }
}
