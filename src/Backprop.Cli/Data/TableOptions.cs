using System.CommandLine;
using Backprop.Data;

namespace Backprop.Cli;

/// <summary>How a file of data is written: what a CSV file is not asked itself, and where IDX images have their labels.</summary>
/// <param name="word">What names the data: <c>DATA</c> or an option.</param>
internal sealed class TableOptions(string word = "DATA")
{
    private readonly Option<string?> _delimiter = OptionKinds.Text("--delimiter", "what stands between the cells of a CSV file, a character or tab (default: detected)", "character");
    private readonly Option<string?> _header = OptionKinds.Name("--header", "whether the first row of a CSV file names the columns", "detected", "yes", "no");
    private readonly Option<string?> _labels = OptionKinds.Text("--labels", $"IDX file of the labels, where {word} is an IDX file of images; either may be gzip", "file");

    private Option<string?>[] All => [_labels, _delimiter, _header];

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command verb)
    {
        foreach (var option in All)
        {
            verb.Add(option);
        }
    }

    /// <summary>One of them that is given; null if none is.</summary>
    public Option<string?>? Given(ParseResult words) => Array.Find(All, option => words.GetValue(option) is not null);

    /// <summary>The file of labels; null if it is not given.</summary>
    public string? Labels(ParseResult words) => words.GetValue(_labels);

    /// <summary>How a CSV file is written.</summary>
    /// <exception cref="UsageException">A delimiter that cannot be one.</exception>
    public CsvOptions Csv(ParseResult words)
    {
        var delimiter = words.GetValue(_delimiter) is "tab" or "\\t" ? "\t" : words.GetValue(_delimiter);
        return delimiter is null or { Length: 1 }
            ? UsageException.Named(_delimiter.Name, () => new CsvOptions
            {
                Delimiter = delimiter?[0],
                HasHeader = words.GetValue(_header) is { } header ? header == "yes" : null,
            })
            : throw new UsageException($"{_delimiter.Name} is '{delimiter}'; allowed is one character, or tab.");
    }

    /// <summary>Refuses what only goes with a CSV file.</summary>
    /// <exception cref="UsageException">It is given.</exception>
    public void RefuseCsv(ParseResult words, string data) => Refuse(words, data, "with a CSV file only", _delimiter, _header);

    /// <summary>Refuses what only goes with a file.</summary>
    /// <exception cref="UsageException">It is given.</exception>
    public void RefuseFile(ParseResult words, string data)
    {
        Refuse(words, data, "with IDX images only", _labels);
        RefuseCsv(words, data);
    }

    /// <summary>Refuses options that do not go with the data.</summary>
    /// <exception cref="UsageException">One is given.</exception>
    public void Refuse(ParseResult words, string data, string allowed, params ReadOnlySpan<Option<string?>> options)
    {
        foreach (var option in options)
        {
            if (words.GetValue(option) is { } value)
            {
                throw new UsageException($"{option.Name} is '{value}'; allowed {allowed}, and {word} is {data}.");
            }
        }
    }
}
