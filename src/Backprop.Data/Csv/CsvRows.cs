using System.Text.Unicode;
using CsvHelper;

namespace Backprop.Data;

/// <summary>
/// One pass over the rows of a CSV file, all of one length: the one place that knows CsvHelper. It throws nothing but
/// <see cref="DataException"/>.
/// </summary>
internal sealed class CsvRows : IDisposable
{
    private const string Kind = "a CSV file";

    private readonly CsvFile _file;
    private readonly CsvOptions _options;
    private readonly CsvReader _reader;
    private readonly Func<bool> _read;
    private readonly byte _suspicious, _tab;
    private bool _isSuspicious;
    private int _columns;

    /// <param name="file">The file.</param>
    /// <param name="options">How it is written.</param>
    /// <param name="hasSpaces">False if no cell has spaces around it, for to look for them takes a third of the time.</param>
    public CsvRows(CsvFile file, CsvOptions options, bool hasSpaces = true)
    {
        (_file, _options, _reader) = (file, options, Open(file, options, hasSpaces, countLines: false));
        _read = _reader.Read;
        var separator = DataFile.Guard(file.Path, Kind, () => _reader.Separator);
        (_suspicious, _tab) = (separator == ',' ? (byte)'"' : (byte)',', separator == '\t' ? (byte)' ' : (byte)'\t');
    }

    /// <summary>The number of the current row from 1, the header counting.</summary>
    public long Record { get; private set; }

    /// <summary>Whether there was a space or tab in any row so far, which may stand around a cell.</summary>
    public bool HasSpaces { get; private set; }

    /// <summary>The cells of the current row.</summary>
    public string[] Texts() => [.. Enumerable.Range(0, _columns).Select(Text)];

    /// <summary>Goes to the next row.</summary>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="DataException">It differs from the first in length, or its quotes do not match.</exception>
    public bool Read()
    {
        if (!Advance())
        {
            return false;
        }

        Record++;
        _columns = _columns == 0 ? _reader.FieldCount : _columns;
        if (_reader.FieldCount != _columns)
        {
            throw new DataException(
                $"{_file.Path}, line {Find(_file, _options, Record, 0).Line}: the row has {_reader.FieldCount} cells; expected are {_columns}, as in the first row.");
        }

        var raw = _reader.RawRecord;
        _isSuspicious = raw.Contains(_suspicious);
        HasSpaces = HasSpaces || raw.ContainsAny((byte)' ', _tab);
        return true;
    }

    /// <summary>A number as every culture writes it in files: 1, -0.5, 1e-3; be it infinite or NaN.</summary>
    public bool TryNumber(int column, out double value)
    {
        // The parser takes a comma in a number for thousands; here "1,5" is no number.
        var isNumber = _reader.TryParse(column, out value);
        return isNumber && !(_isSuspicious && _reader.GetSpan(column).Contains((byte)','));
    }

    /// <summary>Whether a cell is a number, which is faster to tell than which one.</summary>
    public bool IsNumber(int column)
    {
        var cell = _reader.GetSpan(column);
        var digits = cell is [(byte)'-', ..] ? cell[1..] : cell;
        var end = digits.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        var isPlain = end < 0
            ? !digits.IsEmpty
            : end > 0 && digits[end] == '.' && end + 1 < digits.Length && !digits[(end + 1)..].ContainsAnyExceptInRange((byte)'0', (byte)'9');
        return isPlain || TryNumber(column, out _);
    }

    /// <summary>Whether a cell is empty.</summary>
    public bool IsMissing(int column) => _reader.IsEmpty(column);

    /// <summary>The text of a cell.</summary>
    /// <exception cref="DataException">It is in another encoding: read on, different names would become the same.</exception>
    public string Text(int column) => Utf8.IsValid(_reader.GetSpan(column))
        ? _reader.GetString(column)
        : throw new DataException(
            $"{_file.Path}, line {Find(_file, _options, Record, 0).Line}: '{_reader.GetString(column)}' is not UTF-8; expected is UTF-8, or UTF-16 with a byte order mark.");

    /// <summary>What to throw for a cell of the current row.</summary>
    public DataException Wrong(int column, string expected) => _file.Wrong(Record, column, expected);

    public void Dispose() => _reader.Dispose();

    /// <summary>The line on which a row begins, and the text of one of its cells. Lines are counted only where something is wrong.</summary>
    public static (long Line, string Value) Find(CsvFile file, CsvOptions options, long record, int column)
    {
        using var reader = Open(file, options, hasSpaces: true, countLines: true);
        try
        {
            return DataFile.Guard(file.Path, Kind, () =>
            {
                for (var row = 0L; row < record && reader.Read(); row++)
                {
                }

                return (reader.LineNumber, reader.GetString(column));
            });
        }
        catch (CsvFormatException e)
        {
            return (e.LineNumber, "");
        }
    }

    private bool Advance()
    {
        try
        {
            return DataFile.Guard(_file.Path, Kind, _read);
        }
        catch (CsvFormatException e)
        {
            var line = Find(_file, _options, Record + 1, 0).Line;
            throw new DataException($"{_file.Path}, line {line}: the quotes do not match; expected are cells like \"a, b\" with a quote inside written twice.", e);
        }
    }

    private static CsvReader Open(CsvFile file, CsvOptions options, bool hasSpaces, bool countLines) => CsvReader.Create(
        DataFile.Open(file.Path, Kind),
        new CsvReaderOptions
        {
            HasHeader = false,
            Separator = options.Delimiter,
            TrackLineNumbers = countLines,
            TrimWhitespace = hasSpaces,
            PoolStrings = true,
            MalformedData = CsvMalformedDataHandling.Throw,
            BufferSize = 1 << 18,
        },
        leaveOpen: false);
}
