using System.CommandLine;
using Backprop.Data;

namespace Backprop.Cli;

/// <summary>What is learnt from: DATA, its target, what is held out and how columns are scaled.</summary>
internal sealed class DataOptions
{
    private readonly Argument<string?> _data = new("DATA")
    {
        HelpName = "DATA",
        Description = $"a built-in set ({string.Join(", ", BuiltInSets.Names)}), a CSV file, or an IDX file of images with --labels (default: xor)",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _target = OptionKinds.Text("--target", "target columns of a CSV file: names or zero-based indices, separated by commas", "columns");
    private readonly Option<string?> _task = OptionKinds.Name("--task", "what to learn from a CSV file", "detected from the target", "classification", "regression");
    private readonly Option<string?> _weights = OptionKinds.Text("--sample-weights", "column of a CSV file that holds the weight of each row: a name or a zero-based index", "column");
    private readonly TableOptions _table = new();
    private readonly Option<bool> _stream = OptionKinds.Flag("--stream", "read the CSV file anew in each epoch, shuffled in blocks, instead of keeping it in memory; large files are always streamed");
    private readonly Option<double?> _validation = OptionKinds.Number("--validation", "fraction of the rows that is held out (default: 0.2; 0 for a truth table, a stream, and with --validation-data)");
    private readonly Option<string?> _split = OptionKinds.Name("--split", "which rows are held out: of each class alike, drawn at random, or the last", "random", "random", "last");
    private readonly Option<string?> _validationData = OptionKinds.Text("--validation-data", "CSV file of the rows that are held out", "file");
    private readonly Option<string?> _scale = OptionKinds.Name("--scale", "scaling of columns, fitted on the rows that train", "standard for CSV files, x/255 for images, else none", "none", "min-max", "standard");

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command verb)
    {
        _data.Validators.Add(result =>
        {
            if (result.Tokens.Any(word => CommandLine.IsOption(word.Value)))
            {
                result.AddError("DATA looks like an option.");
            }
        });
        _data.CompletionSources.Add([.. BuiltInSets.Names]);
        verb.Add(_data);
        foreach (var option in (Option[])[_target, _task, _weights])
        {
            verb.Add(option);
        }

        _table.AddTo(verb);
        foreach (var option in (Option[])[_stream, _validation, _split, _validationData, _scale])
        {
            verb.Add(option);
        }
    }

    /// <summary>Generates or reads the data, or surveys a file that is to be streamed.</summary>
    /// <exception cref="UsageException">Options that do not go with the data.</exception>
    /// <exception cref="DataException">A file that cannot be used.</exception>
    public TrainingData Load(ParseResult words, long seed)
    {
        var data = words.GetValue(_data) ?? "xor";
        if (BuiltInSets.Find(data, seed) is { } set)
        {
            RefuseCsv(words, data);
            _table.RefuseFile(words, data);
            return new(set);
        }

        if (!Path.Exists(data))
        {
            throw new UsageException($"DATA is '{data}'; allowed is one of {string.Join(", ", BuiltInSets.Names)}, or a CSV file, but there is no such file.");
        }

        if (_table.Labels(words) is { } labels)
        {
            RefuseCsv(words, data);
            _table.RefuseCsv(words, data);
            return new(IdxDataSet.Read(data, labels));
        }

        return IdxArray.IsIdx(data)
            ? throw new UsageException($"--labels is missing; expected is the IDX file of the labels of {data}.")
            : LoadCsv(words, CsvFile.Open(data, _table.Csv(words)));
    }

    /// <summary>The files that are read, by name; null is none.</summary>
    public IEnumerable<(string Name, string? Path)> Files(ParseResult words)
    {
        var data = words.GetValue(_data);
        return
        [
            ("DATA", BuiltInSets.Names.Contains(data) ? null : data),
            (_validationData.Name, words.GetValue(_validationData)),
            ("--labels", _table.Labels(words)),
        ];
    }

    /// <summary>Holds out what is asked for.</summary>
    /// <exception cref="UsageException">The fraction is not one, or the data is a truth table.</exception>
    public Split Split(ParseResult words, TrainingData data, long seed)
    {
        var fraction = words.GetValue(_validation);
        if (data.Set.IsTruthTable && fraction is { } asked and not 0)
        {
            throw new UsageException(FormattableString.Invariant($"--validation is {asked}; allowed is 0 with {data.Set.Name}, for a truth table has no row to spare."));
        }

        var used = fraction ?? (data.HeldOut is null ? TrainDefaults.For(data.Set).Validation : 0);
        return UsageException.Named(_validation.Name, () => words.GetValue(_split) == "last"
            ? Backprop.Split.Last(data.Set.Samples.Count, used)
            : Backprop.Split.Stratified(data.Set.Classes(), used, seed));
    }

    /// <summary>Passes if the engine can do what is asked for: validation belongs to the trainer, which the reference has not.</summary>
    /// <exception cref="UsageException">It cannot.</exception>
    public void RequireFit(ParseResult words, EngineChoice choice)
    {
        if (choice.IsReference)
        {
            const string Allowed = "with --engine tensors only, and it is reference";
            RefuseFraction(words, Allowed);
            if (words.GetValue(_validationData) is { } path)
            {
                throw new UsageException($"{_validationData.Name} is '{path}'; allowed {Allowed}.");
            }
        }
    }

    /// <summary>How to scale; null is as the data itself says.</summary>
    public ScalingKind? Scaling(ParseResult words, DataSet data) => words.GetValue(_scale) switch
    {
        "none" => ScalingKind.None,
        "min-max" => ScalingKind.MinMax,
        "standard" => ScalingKind.Standard,
        _ => data.Schema.InputScaling is null ? TrainDefaults.For(data).Scaling : null,
    };

    private TrainingData LoadCsv(ParseResult words, CsvFile file)
    {
        if (words.GetValue(_target) is not { } target)
        {
            throw new UsageException($"--target is missing; allowed are columns of {file.Path}: {Columns(file)}.");
        }

        var columns = new CsvColumns(target)
        {
            Task = words.GetValue(_task) switch
            {
                "classification" => LearningTask.Classification,
                "regression" => LearningTask.Regression,
                _ => null,
            },
            Weights = words.GetValue(_weights),
        };
        var data = IsStreamed(words, file) ? Surveyed(words, file, columns) : new TrainingData(DataSet.Read(file, columns));
        return words.GetValue(_validationData) is { } path ? data with { HeldOut = HeldOut(words, path, data.Set.Schema, columns) } : data;
    }

    /// <summary>A stream that is not read yet: its samples are none, but of the right sizes.</summary>
    private TrainingData Surveyed(ParseResult words, CsvFile file, CsvColumns columns)
    {
        RefuseSplit(words, "without --stream only, for a stream is not split: give --validation-data");
        var kind = words.GetValue(_scale) switch { "none" => ScalingKind.None, "min-max" => ScalingKind.MinMax, _ => ScalingKind.Standard };
        var source = CsvSource.Survey(file, columns, kind);
        var set = new DataSet(Path.GetFileName(file.Path), source.Schema, new((int)source.Schema.InputSize, default, source.Schema.Outputs.Length, default))
        {
            Origin = DataOrigin.File,
            Summary = $"{source.Summary}; streamed",
        };
        return new(set) { Stream = source, StreamScaling = kind };
    }

    private DataSet HeldOut(ParseResult words, string path, DataSchema schema, CsvColumns columns)
    {
        RefuseSplit(words, $"without {_validationData.Name} only");
        var file = CsvFile.Open(path, _table.Csv(words));
        var roles = CellRoles.Of(file, schema, hasTargets: true);
        return DataSet.Read(file, schema, columns.Weights is null ? roles : roles with { Weight = file.IndexOf(columns.Weights) });
    }

    private void RefuseFraction(ParseResult words, string allowed)
    {
        if (words.GetValue(_validation) is { } fraction and not 0)
        {
            throw new UsageException(FormattableString.Invariant($"{_validation.Name} is {fraction}; allowed {allowed}."));
        }
    }

    private void RefuseSplit(ParseResult words, string allowed)
    {
        RefuseFraction(words, allowed);
        if (words.GetValue(_split) is { } split)
        {
            throw new UsageException($"{_split.Name} is '{split}'; allowed {allowed}.");
        }
    }

    private bool IsStreamed(ParseResult words, CsvFile file)
    {
        if (file.IsPipe && words.GetValue(_stream))
        {
            throw new UsageException($"{_stream.Name} is given; allowed with a file only, and {file.Path} is a pipe, which can be read only once.");
        }

        // What is read, what of it trains, and that in the network's precision: each about as large as the text.
        const int Copies = 4;
        return words.GetValue(_stream) || new FileInfo(file.Path).Length > GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / Copies;
    }

    private void RefuseCsv(ParseResult words, string data)
    {
        _table.Refuse(words, data, "with a CSV file only", _target, _task, _weights, _validationData);
        if (words.GetValue(_stream))
        {
            throw new UsageException($"{_stream.Name} is given; allowed with a CSV file only, and DATA is {data}.");
        }
    }

    private static string Columns(CsvFile file) =>
        file.HasHeader
            ? string.Join(", ", Enumerable.Range(0, file.ColumnCount).Select(file.NameOf))
            : FormattableString.Invariant($"0 to {file.ColumnCount - 1}");
}
