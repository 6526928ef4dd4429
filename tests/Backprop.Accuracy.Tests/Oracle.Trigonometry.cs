using System.Numerics;

namespace Backprop.Accuracy.Tests;

internal static partial class Oracle
{
    /// <summary>Bits behind the point: the largest double has 1024 before it, the closest call to a multiple of π/2 costs 62.</summary>
    private const int PointAt = 1400;

    private static readonly BigInteger HalfPi = 2 * (4 * InverseTangentOfInverse(5) - InverseTangentOfInverse(239));

    public static Exact Sin(DoubleDouble x) => IsTiny(x) ? x : Turned(x.High, 0);

    public static Exact Cos(DoubleDouble x) => IsTiny(x) ? (DoubleDouble)1 : Turned(x.High, 1);

    /// <summary>sin(x + quarters·π/2), reduced in integers.</summary>
    private static DoubleDouble Turned(double x, int quarters)
    {
        var scale = Math.ILogB(x) - 52;
        var integer = new BigInteger(Math.ScaleB(x, -scale));
        var fixedPoint = integer << (scale + PointAt);
        var n = BigInteger.Divide(2 * fixedPoint + HalfPi * fixedPoint.Sign, 2 * HalfPi);
        var r = ToDoubleDouble(fixedPoint - n * HalfPi);
        var quadrant = (int)(((n + quarters) % 4 + 4) % 4);
        var value = (quadrant & 1) == 0 ? Series(r, r, 1) : Series(1, r, 0);
        return (quadrant & 2) == 0 ? value : -value;
    }

    /// <summary>first·(1 − r²/((p + 1)(p + 2))·(1 − r²/((p + 3)(p + 4))·(…))): sine with p = 1, cosine with p = 0.</summary>
    private static DoubleDouble Series(DoubleDouble first, DoubleDouble r, int p)
    {
        var rr = r * r;
        DoubleDouble sum = 1;
        for (var n = 28; n > 0; n -= 2) sum = 1 - sum * rr / ((n + p) * (n + p - 1.0));
        return first * sum;
    }

    private static DoubleDouble ToDoubleDouble(BigInteger fixedPoint)
    {
        var drop = Math.Max(0, (int)fixedPoint.GetBitLength() - 120);
        var top = fixedPoint >> drop;
        var high = (double)top;
        var low = (double)(top - new BigInteger(high));
        return DoubleDouble.Scaled(new(high, low), drop - PointAt);
    }

    /// <summary>arctan(1/m) = Σ ±1/((2n + 1)·m²ⁿ⁺¹), for Machin's π/4 = 4·arctan(1/5) − arctan(1/239).</summary>
    private static BigInteger InverseTangentOfInverse(int m)
    {
        const int Guard = 32;
        var power = (BigInteger.One << (PointAt + Guard)) / m;
        var sum = power;
        for (var n = 1; !power.IsZero; n++)
        {
            power /= -m * m;
            sum += power / (2 * n + 1);
        }
        return sum >> Guard;
    }
}
