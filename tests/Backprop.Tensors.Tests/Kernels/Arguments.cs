using System.Numerics;
using System.Runtime.CompilerServices;

namespace Backprop.Tensors.Tests;

/// <summary>Arguments that crowd where functions go wrong, and others at random.</summary>
internal static class Arguments
{
    /// <summary>Zeros, subnormals, infinities, NaN, and every bound that a sequence has, each with its neighbours and negated.</summary>
    public static T[] Special<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double[] bounds =
        [
            0, double.Epsilon, 1e-310, 2.2250738585072014e-308, float.Epsilon, 1e-40, 1.1754943508222875e-38, 1e-30,
            5.551115123125783e-17, 1.1102230246251565e-16, 0.25, 0.34657359027997264, 0.5, 0.7071067811865476, 1, 1.4142135623730951, 2,
            9.2, 17, 19.1, 20, 27.3, 28, 37.5, 38.5, 40, 50, 87.33, 88.72, 103.28, 103.97, 354.9, 700, 708.4, 709.0895657128241,
            709.782712893384, 710, 744.4, 745.13, 746, 1000, 4503599627370496.0, 6755399441055744.0, 1e36, 3.4028234663852886e38, 1e300,
            double.MaxValue, double.PositiveInfinity, double.NaN,
        ];
        var values = bounds.Select(T.CreateChecked).ToArray();
        return
        [
            .. values.SelectMany(x => new[] { x, T.BitIncrement(x), T.BitDecrement(x) }).SelectMany(x => new[] { x, -x }),
        ];
    }

    /// <summary>Random bit patterns, one half of them of moderate size.</summary>
    public static T[] Random<T>(int count, int seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(seed);
        var values = new T[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = i % 2 == 0 ? FromBits<T>(random.NextInt64()) : T.CreateChecked((random.NextDouble() - 0.5) * (i % 3 == 0 ? 4 : 60));
        }

        return values;
    }

    private static T FromBits<T>(long bits)
        where T : unmanaged =>
        typeof(T) == typeof(float)
            ? Unsafe.BitCast<float, T>(BitConverter.Int32BitsToSingle((int)bits))
            : Unsafe.BitCast<double, T>(BitConverter.Int64BitsToDouble(bits));
}
