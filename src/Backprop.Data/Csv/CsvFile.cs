using System.Globalization;

namespace Backprop.Data;

/// <summary>
/// A CSV file, plain or gzip, that has been looked into: what its columns are called. Rows are read from it as often as they are needed,
/// a pass at a time, so that it may be larger than memory. The file is only read.
/// </summary>
public sealed class CsvFile
{
    private readonly CsvOptions _options;
    private readonly string[] _first;

    private CsvFile(string path, CsvOptions options)
    {
        (Path, _options) = (path, options);
        using var rows = new CsvRows(this, options);
        if (!rows.Read())
        {
            throw new DataException($"{path}: the file is empty; expected are rows of numbers or text separated by commas.");
        }

        _first = rows.Texts();
        HasHeader = options.HasHeader ?? HeaderRow.Is(_first, rows);
        if (HasHeader && rows.Record == 1 && !rows.Read())
        {
            throw new DataException($"{path}: the file has a header and no rows; expected is one row of data or more.");
        }
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Whether the first row names the columns.</summary>
    public bool HasHeader { get; }

    /// <summary>Whether it came through a pipe, and is kept in memory.</summary>
    public bool IsPipe => Pipes.Has(Path);

    /// <summary>Number of columns.</summary>
    public int ColumnCount => _first.Length;

    /// <summary>Looks into a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How it is written, where that is not to be detected.</param>
    /// <exception cref="DataException">It cannot be read, is empty, or has only a header.</exception>
    public static CsvFile Open(string path, CsvOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        return new(path, options ?? new());
    }

    /// <summary>A column's header, or its zero-based index where there is none.</summary>
    public string NameOf(int column) => HasHeader ? _first[column] : column.ToString(CultureInfo.InvariantCulture);

    /// <summary>The column with that header, or else with that zero-based index.</summary>
    /// <exception cref="DataException">There is none, or more than one.</exception>
    public int IndexOf(string nameOrIndex)
    {
        var found = HasHeader ? Array.IndexOf(_first, nameOrIndex) : -1;
        if (found >= 0)
        {
            return Array.LastIndexOf(_first, nameOrIndex) == found
                ? found
                : throw new DataException($"{Path}: column '{nameOrIndex}' is there more than once; expected is one, or a zero-based index.");
        }

        if (int.TryParse(nameOrIndex, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < ColumnCount)
        {
            return index;
        }

        var names = HasHeader ? $"one of {string.Join(", ", _first)} or " : "";
        var hint = !HasHeader && _options.HasHeader is null && _first.Contains(nameOrIndex) ? ", or --header yes, for the first row has it but was not taken for names" : "";
        throw new DataException($"{Path}: there is no column '{nameOrIndex}'; expected is {names}an index from 0 to {ColumnCount - 1}{hint}.");
    }

    /// <summary>The column with that header.</summary>
    /// <exception cref="DataException">There is none, or more than one.</exception>
    internal int Require(string name, string what) =>
        _first.Contains(name)
            ? IndexOf(name)
            : throw new DataException($"{Path}: there is no column '{name}', {what}; found are {string.Join(", ", _first)}.");

    /// <summary>The columns that a text names: one, or several, separated by commas.</summary>
    /// <param name="columns">A name may hold a comma, so the whole text is tried as one first.</param>
    /// <param name="what">What messages call them, such as "target".</param>
    /// <exception cref="DataException">One is not there, or named twice.</exception>
    public int[] IndicesOf(string columns, string what)
    {
        ArgumentNullException.ThrowIfNull(columns);
        var names = HasHeader && _first.Contains(columns) ? [columns] : columns.Split(',', StringSplitOptions.TrimEntries);
        int[] indices = [.. names.Select(IndexOf)];
        return indices.Distinct().Count() == indices.Length
            ? indices
            : throw new DataException($"{Path}: {what} '{columns}' names a column twice; expected is each column once.");
    }

    /// <summary>The number of rows, which takes a pass.</summary>
    /// <exception cref="DataException">A row differs in length or quoting.</exception>
    public long CountRows() => Pass([]).Rows;

    /// <summary>A pass over all rows.</summary>
    /// <param name="surveys">What takes in the cells of a column, each.</param>
    /// <exception cref="DataException">A row differs in length or quoting.</exception>
    internal Extent Pass(ReadOnlySpan<ColumnSurvey> surveys)
    {
        using var rows = Rows();
        var count = 0L;
        for (; rows.Read(); count++)
        {
            foreach (var survey in surveys)
            {
                survey.Add(rows);
            }
        }

        return new(count, rows.HasSpaces);
    }

    /// <summary>The rows, before the first.</summary>
    /// <param name="hasSpaces">False if a whole pass has found no spaces.</param>
    internal CsvRows Rows(bool hasSpaces = true)
    {
        var rows = new CsvRows(this, _options, hasSpaces);
        if (HasHeader)
        {
            rows.Read();
        }

        return rows;
    }

    /// <summary>What to throw for a cell: file, line, column, its value and what was expected.</summary>
    /// <param name="record">The row's number from 1, the header counting.</param>
    /// <param name="column">The column.</param>
    /// <param name="expected">What should be there.</param>
    internal DataException Wrong(long record, int column, string expected)
    {
        var (line, value) = CsvRows.Find(this, _options, record, column);
        var name = HasHeader ? $"'{_first[column]}'" : FormattableString.Invariant($"{column} (the first is 0)");
        return new($"{Path}, line {line}, column {name}: {(value.Length == 0 ? "the value is missing" : $"'{value}'")}; expected is {expected}.");
    }
}
