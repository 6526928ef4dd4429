using System.Numerics;

namespace Backprop.Tensors.Tests;

/// <summary>Numbers of a seed: signed, of several magnitudes, with a zero now and then.</summary>
internal static class Values
{
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
}
