using System.Globalization;
using CsvHelper;

namespace Backprop.Data;

/// <summary>
/// A CSV file as text cells, all rows of one length. The separator (comma, semicolon, tab, |) and whether there is a header
/// are found out: a header is a first row without a number or an empty cell, above rows that hold numbers. The file is only read.
/// </summary>
public sealed class CsvTable
{
    private static readonly CsvReaderOptions Options = new()
    {
        HasHeader = false,
        TrackLineNumbers = true,
        TrimWhitespace = true,
        PoolStrings = true,
        MalformedData = CsvMalformedDataHandling.Throw,
    };

    private readonly List<string[]> _rows = [];
    private readonly List<long> _lines = [];
    private readonly string[] _header = [];

    private CsvTable(string path, CsvReader reader)
    {
        Path = path;
        while (reader.Read())
        {
            Add(reader);
        }

        if (_rows.Count == 0)
        {
            throw new DataException($"{path}: the file is empty; expected are rows of numbers or text separated by commas.");
        }

        var first = _rows[0];
        HasHeader = first.All(cell => cell.Length > 0 && !IsNumber(cell))
            && (_rows.Count == 1 || _rows.Skip(1).Any(row => row.Any(IsNumber)));
        if (HasHeader)
        {
            _header = first;
            _rows.RemoveAt(0);
            _lines.RemoveAt(0);
        }

        if (_rows.Count == 0)
        {
            throw new DataException($"{path}: the file has a header and no rows; expected is one row of data or more.");
        }
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Whether the first row was taken for a header.</summary>
    public bool HasHeader { get; }

    /// <summary>Number of rows of data.</summary>
    public int RowCount => _rows.Count;

    /// <summary>Number of columns.</summary>
    public int ColumnCount => _rows[0].Length;

    /// <summary>Reads a file.</summary>
    /// <exception cref="DataException">It cannot be read, is empty, has only a header, or a row differs in length or quoting.</exception>
    public static CsvTable Read(string path)
    {
        try
        {
            using var reader = CsvReader.FromFile(path, Options);
            return new(path, reader);
        }
        catch (CsvFormatException e)
        {
            throw new DataException($"{path}, line {e.LineNumber}: the quotes do not match; expected are cells like \"a, b\" with a quote inside written twice.", e);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DataException($"{path}: there is no such file; expected is a CSV file.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new DataException($"{path}: the file cannot be read ({e.Message}); expected is a readable CSV file.", e);
        }
    }

    /// <summary>The text of a cell.</summary>
    public string Cell(int row, int column) => _rows[row][column];

    /// <summary>A column's header, or its zero-based index where there is none.</summary>
    public string NameOf(int column) => HasHeader ? _header[column] : column.ToString(CultureInfo.InvariantCulture);

    /// <summary>The column with that header, or else with that zero-based index.</summary>
    /// <exception cref="DataException">There is none, or more than one.</exception>
    public int IndexOf(string nameOrIndex)
    {
        var found = Array.IndexOf(_header, nameOrIndex);
        if (found >= 0)
        {
            return Array.LastIndexOf(_header, nameOrIndex) == found
                ? found
                : throw new DataException($"{Path}: column '{nameOrIndex}' is there more than once; expected is one, or a zero-based index.");
        }

        if (int.TryParse(nameOrIndex, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < ColumnCount)
        {
            return index;
        }

        var names = HasHeader ? $"one of {string.Join(", ", _header)} or " : "";
        throw new DataException($"{Path}: there is no column '{nameOrIndex}'; expected is {names}an index from 0 to {ColumnCount - 1}.");
    }

    /// <summary>What to throw for a cell: file, line, column, its value and what was expected.</summary>
    public DataException Wrong(int row, int column, string expected)
    {
        var name = HasHeader ? $"'{_header[column]}'" : FormattableString.Invariant($"{column} (the first is 0)");
        var value = Cell(row, column);
        return new($"{Path}, line {_lines[row]}, column {name}: {(value.Length == 0 ? "the value is missing" : $"'{value}'")}; expected is {expected}.");
    }

    /// <summary>Whether a text is a number, be it an infinite one or NaN.</summary>
    internal static bool IsNumber(string cell) => TryParse(cell, out _);

    /// <summary>Reads a number as every culture writes it in files: 1, -0.5, 1e-3.</summary>
    internal static bool TryParse(string cell, out double value) =>
        double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out value);

    private void Add(CsvReader reader)
    {
        var row = new string[reader.FieldCount];
        for (var column = 0; column < row.Length; column++)
        {
            row[column] = reader.GetString(column);
        }

        if (_rows.Count > 0 && row.Length != ColumnCount)
        {
            throw new DataException(
                $"{Path}, line {reader.LineNumber}: the row has {row.Length} cells; expected are {ColumnCount}, as in the first row.");
        }

        _rows.Add(row);
        _lines.Add(reader.LineNumber);
    }
}
