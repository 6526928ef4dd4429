using System.CommandLine;
using Backprop.Data;

namespace Backprop.Cli;

/// <summary>What is learnt from: DATA, its target, what is held out and how columns are scaled.</summary>
internal sealed class DataOptions
{
    private readonly Argument<string?> _data = new("DATA")
    {
        HelpName = "DATA",
        Description = $"a built-in set ({string.Join(", ", BuiltInSets.Names)}) or a CSV file (default: xor)",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _target = OptionKinds.Text("--target", "target columns of a CSV file: names or zero-based indices, separated by commas", "columns");
    private readonly Option<string?> _task = OptionKinds.Name("--task", "what to learn from a CSV file", "found out from the target", "classification", "regression");
    private readonly Option<double?> _validation = OptionKinds.Number("--validation", "fraction of the rows that is held out, of each class alike (default: 0.2; 0 for a truth table)");
    private readonly Option<string?> _scale = OptionKinds.Name("--scale", "scaling of columns, fitted on the rows that train", "standard for CSV files, else none", "none", "min-max", "standard");

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
        foreach (var option in (Option[])[_target, _task, _validation, _scale])
        {
            verb.Add(option);
        }
    }

    /// <summary>Generates or reads the data.</summary>
    /// <exception cref="UsageException">Options that do not go with the data.</exception>
    /// <exception cref="DataException">A file that cannot be used.</exception>
    public DataSet Load(ParseResult words, long seed)
    {
        var data = words.GetValue(_data) ?? "xor";
        var target = words.GetValue(_target);
        if (BuiltInSets.Find(data, seed) is { } set)
        {
            Refuse(_target, target, set);
            Refuse(_task, words.GetValue(_task), set);
            return set;
        }

        if (!Path.Exists(data))
        {
            throw new UsageException($"DATA is '{data}'; allowed is one of {string.Join(", ", BuiltInSets.Names)}, or a CSV file, but there is no such file.");
        }

        var table = CsvTable.Read(data);
        return target is null
            ? throw new UsageException($"--target is missing; allowed are columns of {data}: {Columns(table)}.")
            : CsvDataSet.Make(table, target, words.GetValue(_task) switch
            {
                "classification" => LearningTask.Classification,
                "regression" => LearningTask.Regression,
                _ => null,
            });
    }

    /// <summary>Holds out what is asked for.</summary>
    /// <exception cref="UsageException">The fraction is not one, or the data is a truth table.</exception>
    public Split Split(ParseResult words, DataSet data, long seed)
    {
        var fraction = words.GetValue(_validation);
        if (data.IsTruthTable && fraction is { } asked and not 0)
        {
            throw new UsageException(FormattableString.Invariant($"--validation is {asked}; allowed is 0 with {data.Name}, for a truth table has no row to spare."));
        }

        return UsageException.Named(
            _validation.Name, () => Backprop.Split.Stratified(data.Classes(), fraction ?? TrainDefaults.For(data).Validation, seed));
    }

    /// <summary>How to scale.</summary>
    public ScalingKind Scaling(ParseResult words, DataSet data) => words.GetValue(_scale) switch
    {
        "none" => ScalingKind.None,
        "min-max" => ScalingKind.MinMax,
        "standard" => ScalingKind.Standard,
        _ => TrainDefaults.For(data).Scaling,
    };

    private static void Refuse(Option option, string? value, DataSet set)
    {
        if (value is not null)
        {
            throw new UsageException($"{option.Name} is '{value}'; allowed with a CSV file only, for {set.Name} has its own.");
        }
    }

    private static string Columns(CsvTable table) =>
        table.HasHeader
            ? string.Join(", ", Enumerable.Range(0, table.ColumnCount).Select(table.NameOf))
            : FormattableString.Invariant($"0 to {table.ColumnCount - 1}");
}
