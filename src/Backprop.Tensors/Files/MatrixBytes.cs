using System.Buffers.Binary;
using System.Numerics;

namespace Backprop.Tensors.Files;

/// <summary>Matrices as little-endian bytes: row-major in files, column-major in memory. A vector is a matrix of one column.</summary>
internal static class MatrixBytes
{
    /// <summary>Reads a matrix; elements of the other precision are converted, F64 rounded once.</summary>
    /// <param name="file">Where its bytes begin.</param>
    /// <param name="elementType"><c>F32</c> or <c>F64</c>.</param>
    /// <param name="rows">Rows of the matrix.</param>
    /// <param name="values">Receives it [rows × columns].</param>
    /// <exception cref="EndOfStreamException">The file is shorter.</exception>
    public static void Read<T>(Stream file, string elementType, int rows, Span<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var columns = values.Length / rows;
        var size = elementType == "F64" ? 8 : 4;
        var row = new byte[(long)columns * size];
        for (var r = 0; r < rows; r++)
        {
            file.ReadExactly(row);
            for (var c = 0; c < columns; c++)
            {
                values[(c * rows) + r] = size == 8
                    ? T.CreateChecked(BinaryPrimitives.ReadDoubleLittleEndian(row.AsSpan(c * 8)))
                    : T.CreateChecked(BinaryPrimitives.ReadSingleLittleEndian(row.AsSpan(c * 4)));
            }
        }
    }

    /// <summary>Writes a matrix [rows × columns].</summary>
    public static void Write<T>(Stream file, int rows, ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var columns = values.Length / rows;
        var size = typeof(T) == typeof(double) ? 8 : 4;
        var row = new byte[(long)columns * size];
        for (var r = 0; r < rows; r++)
        {
            for (var c = 0; c < columns; c++)
            {
                var value = double.CreateChecked(values[(c * rows) + r]);
                if (size == 8)
                {
                    BinaryPrimitives.WriteDoubleLittleEndian(row.AsSpan(c * 8), value);
                }
                else
                {
                    BinaryPrimitives.WriteSingleLittleEndian(row.AsSpan(c * 4), (float)value);
                }
            }

            file.Write(row);
        }
    }
}
