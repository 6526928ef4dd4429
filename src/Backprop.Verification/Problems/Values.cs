using System.Numerics;
using System.Runtime.CompilerServices;
using Backprop.Reference;

namespace Backprop.Verification;

/// <summary>Numbers of a seed: signed, of several magnitudes, with a zero now and then.</summary>
internal static class Values
{
    private static readonly double[] s_special =
        [0, 1, 0.5, double.PositiveInfinity, double.NaN, 1e-40, 1e-310, 1.1754943508222875e-38, 88.72, 89, 103.97, 709.78, 745.13, 1e30, 17, 20];

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

    /// <summary>Numbers of a seed among which are any: of random bits, infinite, NaN, subnormal.</summary>
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
                1 => s_special[bits % (ulong)s_special.Length] is var x && bits > ulong.MaxValue / 2 ? T.CreateChecked(x) : -T.CreateChecked(x),
                2 => values[n] * T.CreateChecked(30),
                _ => values[n],
            };
        }

        return values;
    }

    /// <summary>A column-major run as the reference's [row, column] matrix.</summary>
    public static T[,] Matrix<T>(ReadOnlySpan<T> values, int rows, int columns)
    {
        var matrix = new T[rows, columns];
        for (var c = 0; c < columns; c++)
        {
            for (var r = 0; r < rows; r++)
            {
                matrix[r, c] = values[(c * rows) + r];
            }
        }

        return matrix;
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

    /// <summary>Sets each parameter from one run in that order.</summary>
    public static void Fill<T>(IEnumerable<Parameter<T>> parameters, T[] values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var first = 0;
        foreach (var matrix in parameters.Select(parameter => parameter.Value))
        {
            var (start, rows) = (first, matrix.GetLength(0));
            Columns.Overwrite(matrix, (o, i) => values[start + (i * rows) + o]);
            first += matrix.Length;
        }
    }
}
