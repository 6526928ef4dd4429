namespace Backprop.Verification;

/// <summary>Between samples that lie one after the other and matrices of one sample per column.</summary>
internal static class Columns
{
    public static T[,] Of<T>(ReadOnlySpan<T> values, int rows)
    {
        var matrix = new T[rows, values.Length / rows];
        for (var n = 0; n < matrix.GetLength(1); n++)
        {
            for (var i = 0; i < rows; i++)
            {
                matrix[i, n] = values[(n * rows) + i];
            }
        }

        return matrix;
    }

    /// <summary>The chosen columns, in that order.</summary>
    public static T[,] Select<T>(T[,] matrix, params int[] chosen)
    {
        var columns = new T[matrix.GetLength(0), chosen.Length];
        for (var o = 0; o < columns.GetLength(0); o++)
        {
            for (var n = 0; n < chosen.Length; n++)
            {
                columns[o, n] = matrix[o, chosen[n]];
            }
        }

        return columns;
    }

    /// <summary>Each element as f makes it of its place.</summary>
    public static void Overwrite<T>(T[,] matrix, Func<int, int, T> f)
    {
        for (var o = 0; o < matrix.GetLength(0); o++)
        {
            for (var n = 0; n < matrix.GetLength(1); n++)
            {
                matrix[o, n] = f(o, n);
            }
        }
    }

    /// <summary>Values of a matrix of one sample per column, one sample after the other.</summary>
    public static T[] Flat<T>(T[,] matrix)
    {
        var (rows, batch) = (matrix.GetLength(0), matrix.GetLength(1));
        return [.. Enumerable.Range(0, rows * batch).Select(k => matrix[k % rows, k / rows])];
    }
}
