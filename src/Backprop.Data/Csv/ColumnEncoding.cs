using System.Collections.Immutable;

namespace Backprop.Data;

/// <summary>How the cells of one column become values: a number each, or one-hot over the column's categories.</summary>
/// <param name="Column">The column, from 0.</param>
/// <param name="Name">Its name.</param>
/// <param name="Categories">The texts in ordinal order; empty for a column of numbers.</param>
public sealed record ColumnEncoding(int Column, string Name, ImmutableArray<string> Categories)
{
    // More categories than this are names or dates, and a column for each would be learnt by heart.
    private const int MostCategories = 1000;

    /// <summary>Values that a cell becomes.</summary>
    public int Width => IsNumeric ? 1 : Categories.Length;

    /// <summary>Whether cells are numbers.</summary>
    public bool IsNumeric => Categories.IsEmpty;

    /// <summary>A name for each value.</summary>
    public IEnumerable<string> ValueNames => IsNumeric ? [Name] : Categories.Select(category => $"{Name}={category}");

    /// <summary>A column is numeric if at least half of its cells are: the others are then mistakes, which reading them tells.</summary>
    /// <exception cref="DataException">A column of text has more than 1000 categories.</exception>
    public static ColumnEncoding Of(CsvTable table, int column)
    {
        var numbers = 0;
        for (var row = 0; row < table.RowCount; row++)
        {
            numbers += CsvTable.IsNumber(table.Cell(row, column)) ? 1 : 0;
        }

        return 2 * numbers >= table.RowCount ? Numeric(table, column) : OneHot(table, column, text => text);
    }

    /// <summary>A column of numbers.</summary>
    public static ColumnEncoding Numeric(CsvTable table, int column) => new(column, table.NameOf(column), []);

    /// <summary>A column of categories, each the key of the cells that belong to it.</summary>
    /// <exception cref="DataException">There are more than 1000.</exception>
    internal static ColumnEncoding OneHot(CsvTable table, int column, Func<string, string> key)
    {
        var categories = new SortedSet<string>(StringComparer.Ordinal);
        for (var row = 0; row < table.RowCount; row++)
        {
            var cell = table.Cell(row, column);
            categories.Add(cell.Length > 0 ? key(cell) : throw table.Wrong(row, column, "a text"));
        }

        return categories.Count <= MostCategories
            ? new(column, table.NameOf(column), [.. categories])
            : throw new DataException(FormattableString.Invariant(
                $"{table.Path}, column '{table.NameOf(column)}': {categories.Count} different values; expected are at most {MostCategories} categories."));
    }

    /// <summary>The number in a cell.</summary>
    /// <exception cref="DataException">It is missing, text, NaN or infinite.</exception>
    internal static double Number(CsvTable table, int row, int column) =>
        CsvTable.TryParse(table.Cell(row, column), out var value) && double.IsFinite(value)
            ? value
            : throw table.Wrong(row, column, "a finite number");

    /// <summary>Writes the values of a cell.</summary>
    /// <param name="table">The table.</param>
    /// <param name="row">The row, from 0.</param>
    /// <param name="values">As many as <see cref="Width"/>, all 0 before.</param>
    /// <param name="key">What category a text belongs to.</param>
    /// <exception cref="DataException">The cell is not of the column's kind.</exception>
    internal void Write(CsvTable table, int row, Span<double> values, Func<string, string> key)
    {
        if (IsNumeric)
        {
            values[0] = Number(table, row, Column);
            return;
        }

        var found = Categories.BinarySearch(key(table.Cell(row, Column)), StringComparer.Ordinal);
        values[found >= 0 ? found : throw table.Wrong(row, Column, $"one of {string.Join(", ", Categories)}")] = 1;
    }
}
