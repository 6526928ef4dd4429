using System.Numerics;
using System.Runtime.CompilerServices;
using Backprop.Reference;

namespace Backprop.Verification;

/// <summary>Numbers of a seed: signed, of several magnitudes, with a zero now and then.</summary>
internal static class Values
{
    // Zeros, subnormals, and every bound that an elementary function has.
    private static readonly double[] s_special =
    [
        0, double.Epsilon, 1e-310, 2.2250738585072014e-308, float.Epsilon, 1e-40, 1.1754943508222875e-38, 1e-30,
        5.551115123125783e-17, 1.1102230246251565e-16, 0.25, 0.34657359027997264, 0.5, 0.7071067811865476, 1, 1.4142135623730951, 2,
        9.2, 17, 19.1, 20, 27.3, 28, 37.5, 38.5, 40, 50, 87.33, 88.72, 89, 103.28, 103.97, 354.9, 700, 708.4, 709.0895657128241,
        709.782712893384, 710, 744.4, 745.13, 746, 1000, 4503599627370496.0, 6755399441055744.0, 1e30, 1e36, 3.4028234663852886e38, 1e300,
        double.MaxValue, double.PositiveInfinity, double.NaN,
    ];

    public static T[] Of<T>(int count, long seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var stream = RandomStream.FromKey(seed);
        var values = new T[count];
        for (var n = 0; n < count; n++)
        {
            var magnitude = stream.Below(8, 3L * n) switch { 0 => 0, 1 => 1e-3, 2 => 30, _ => 1 };
            values[n] = T.CreateChecked(((2 * stream.Uniform((3L * n) + 1)) - 1) * magnitude);
        }

        return values;
    }

    /// <summary>Numbers of a seed among which are any: of random bits, infinite, NaN, subnormal, and beside the bounds of functions.</summary>
    public static T[] Wild<T>(int count, long seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var stream = RandomStream.FromKey(~seed);
        var values = Of<T>(count, seed);
        for (var n = 0; n < count; n++)
        {
            var bits = stream.Bits((2L * n) + 1);
            values[n] = stream.Below(8, 2L * n) switch
            {
                0 => typeof(T) == typeof(float)
                    ? Unsafe.BitCast<float, T>(BitConverter.UInt32BitsToSingle((uint)bits))
                    : Unsafe.BitCast<double, T>(BitConverter.UInt64BitsToDouble(bits)),
                1 => Special<T>(bits),
                2 => values[n] * T.CreateChecked(30),
                _ => values[n],
            };
        }

        return values;
    }

    /// <summary>A special number or one of its neighbors, with either sign.</summary>
    private static T Special<T>(ulong bits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var x = T.CreateChecked(s_special[bits % (ulong)s_special.Length]);
        x = (bits >> 32 & 3) switch { 0 => T.BitIncrement(x), 1 => T.BitDecrement(x), _ => x };
        return bits > ulong.MaxValue / 2 ? x : -x;
    }

    /// <summary>The reference's [row, column] matrix as a column-major run.</summary>
    public static T[] Flat<T>(T[,] matrix)
    {
        var (rows, columns) = (matrix.GetLength(0), matrix.GetLength(1));
        var values = new T[rows * columns];
        for (var c = 0; c < columns; c++)
        {
            for (var r = 0; r < rows; r++)
            {
                values[(c * rows) + r] = matrix[r, c];
            }
        }

        return values;
    }

    /// <summary>Of each parameter its values or its gradient, in the order of <c>ParameterSet&lt;T&gt;.CopyTo</c>.</summary>
    public static T[] Flat<T>(IEnumerable<Parameter<T>> parameters, Func<Parameter<T>, T[,]> part)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => [.. parameters.SelectMany(parameter => Flat(part(parameter)))];

    /// <summary>Sets of each parameter its values or its gradient from one run in that order.</summary>
    public static void Fill<T>(IEnumerable<Parameter<T>> parameters, T[] values, Func<Parameter<T>, T[,]> part)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var first = 0;
        foreach (var matrix in parameters.Select(part))
        {
            var (start, rows) = (first, matrix.GetLength(0));
            Columns.Overwrite(matrix, (o, i) => values[start + (i * rows) + o]);
            first += matrix.Length;
        }
    }
}
