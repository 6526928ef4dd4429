namespace Backprop.Tensors.Kernels;

/// <summary>A matrix in memory, or its transpose: element (row, column) stands at row·RowStep + column·ColumnStep.</summary>
internal readonly ref struct Operand<T>(ReadOnlySpan<T> values, int rows, int columns, int rowStep, int columnStep)
{
    public readonly ReadOnlySpan<T> Values = values;

    public int Rows { get; } = rows;

    public int Columns { get; } = columns;

    public int RowStep { get; } = rowStep;

    public int ColumnStep { get; } = columnStep;

    /// <summary>A column-major matrix as it is.</summary>
    public static Operand<T> Of(ReadOnlySpan<T> values, int rows, int columns) => new(values, rows, columns, 1, rows);

    /// <summary>The transpose of a column-major [columns × rows] matrix.</summary>
    public static Operand<T> Transposed(ReadOnlySpan<T> values, int rows, int columns) => new(values, rows, columns, columns, 1);

    /// <summary>The rows from <paramref name="row"/> on.</summary>
    public Operand<T> FromRow(int row) => new(Values[(row * RowStep)..], Rows - row, Columns, RowStep, ColumnStep);
}
