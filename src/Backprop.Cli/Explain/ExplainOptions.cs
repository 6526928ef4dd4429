using System.CommandLine;

namespace Backprop.Cli;

/// <summary>What is explained, and what computes it.</summary>
internal sealed class ExplainOptions
{
    private readonly Option<string?> _model = OptionKinds.Text("--model", "explain this model file instead of the small example; with --data", "file");
    private readonly ModelOptions _reading = new();
    private readonly Option<string?> _data = OptionKinds.Text("--data", "the batch: a CSV file with --target, an IDX file of images with --labels, or a built-in set", "file");
    private readonly Option<string?> _target = OptionKinds.Text("--target", "target columns of a CSV file, names or zero-based indices, separated by commas: one for each output; for softmax outputs also one column of classes", "columns");
    private readonly ModelDataOptions _table;
    private readonly Option<string?> _loss = OptionKinds.Name("--loss", "what is lowered", "half-squared-error; with --model, the model's", Loss.All.Select(l => l.Name));
    private readonly Option<string?> _reduction = OptionKinds.Name("--reduction", "what the loss of a batch is of its samples' losses", "mean; with --model, the model's", "mean", "sum");
    private readonly Option<double?> _rate = OptionKinds.Number("--learning-rate", "ε of the small example's update (default: 0.01)");
    private readonly Option<string?> _precision = OptionKinds.Name("--precision", "element type", "double; with --model, the file's", "float", "double");
    private readonly Option<string?> _engine = EngineOptions.Which();
    private readonly Option<bool> _json = OptionKinds.Json();

    /// <summary>The options.</summary>
    public ExplainOptions() => _table = new(_data.Name, _target);

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command verb)
    {
        foreach (var option in (Option[])[_model, _data, _loss, _reduction, _rate, _precision, _engine, _json])
        {
            verb.Add(option);
        }

        _table.AddTo(verb);
        _reading.AddTo(verb);
    }

    /// <summary>What is wished for.</summary>
    /// <exception cref="UsageException">Options that do not go together.</exception>
    public ExplainWish Read(ParseResult words)
    {
        var loss = words.GetValue(_loss);
        var model = Model(words);
        if (model is null && loss is not null && WorkedExample.Losses.All(l => l.Name != loss))
        {
            throw new UsageException(
                $"{_loss.Name} is '{loss}'; allowed without {_model.Name} is one of {string.Join(", ", WorkedExample.Losses.Select(l => l.Name))}, which go with an identity output.");
        }

        var rate = words.GetValue(_rate);
        if (model is not null && rate is { } given)
        {
            throw new UsageException(FormattableString.Invariant($"{_rate.Name} is {given}; allowed without {_model.Name} only, for a model is not updated."));
        }

        return new(model)
        {
            Loss = loss is null ? null : Loss.Parse(loss),
            Reduction = words.GetValue(_reduction) switch { "mean" => Reduction.Mean, "sum" => Reduction.Sum, _ => null },
            Update = UsageException.Named(_rate.Name, () => new Sgd { LearningRate = rate ?? 0.01 }),
            IsFloat = words.GetValue(_precision) is { } precision ? precision == "float" : null,
            Engine = new(EngineOptions.IsReference(words.GetValue(_engine))),
            IsJson = words.GetValue(_json),
        };
    }

    private ModelWish? Without(ParseResult words)
    {
        _reading.Read(words, null, _model.Name);
        _table.RefuseWithout(words);
        return null;
    }

    /// <summary>Model and data, and a target unless the data has its own; or none of them.</summary>
    private ModelWish? Model(ParseResult words)
    {
        Option<string?>[] options = [_model, _data, _target];
        if (Array.FindAll(options, option => words.GetValue(option) is not null) is not [var first, ..] given)
        {
            return Without(words);
        }

        var (model, data) = (words.GetValue(_model), words.GetValue(_data));
        var needed = model is null || data is null || !_table.HasOwnTargets(words, data) ? options : [_model, _data];
        return needed.Except(given).FirstOrDefault() is { } missing
            ? throw new UsageException($"{missing.Name} is missing; expected with {first.Name}, for a model is explained with a batch and its targets.")
            : new(_reading.Read(words, model!), _table.Read(words, data!));
    }
}
