namespace Backprop.Tensors.Kernels;

/// <summary>A matrix in memory, or its transpose: element (row, column) stands at row·RowStep + column·ColumnStep.</summary>
internal readonly ref struct Operand<T>(ReadOnlySpan<T> values, int rows, int columns, int rowStep, int columnStep)
{
    public readonly ReadOnlySpan<T> Values = values;

    public int Rows { get; } = rows;

    public int Columns { get; } = columns;

    public int RowStep { get; } = rowStep;

    public int ColumnStep { get; } = columnStep;

    /// <summary>The transpose, in the same place.</summary>
    public Operand<T> Transpose => new(Values, Columns, Rows, ColumnStep, RowStep);

    /// <summary>A column-major matrix of so many rows.</summary>
    public static Operand<T> Of(ReadOnlySpan<T> values, int rows) => new(values, rows, values.Length / rows, 1, rows);

    /// <summary>The <paramref name="count"/> rows from <paramref name="row"/> on.</summary>
    public Operand<T> SomeRows(int row, int count) => new(Values[(row * RowStep)..], count, Columns, RowStep, ColumnStep);

    /// <summary>The <paramref name="count"/> columns from <paramref name="column"/> on.</summary>
    public Operand<T> SomeColumns(int column, int count) => new(Values[(column * ColumnStep)..], Rows, count, RowStep, ColumnStep);
}
