namespace Backprop.Data;

/// <summary>How a CSV file is written, where that is not to be detected.</summary>
public sealed record CsvOptions
{
    /// <summary>
    /// Whether the first row names the columns; null finds out: a header is a first row of texts, which may leave cells
    /// empty, with a number under one of the texts.
    /// </summary>
    public bool? HasHeader { get; init; }

    /// <summary>What stands between cells, an ASCII character; null finds out which of comma, semicolon, tab and | it is.</summary>
    public char? Delimiter
    {
        get;
        init => field = value is null or (> '\0' and < (char)128 and not ('"' or '\r' or '\n' or ' '))
            ? value
            : throw new ArgumentException($"Delimiter is '{value}'; allowed is an ASCII character other than quote, space and line break.");
    }
}
