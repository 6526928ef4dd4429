using System.CommandLine;
using System.Numerics;
using Backprop.Data;

namespace Backprop.Cli;

/// <summary>The words of a verb that takes a model and data: MODEL, DATA, and how both are read.</summary>
internal sealed class ModelVerb
{
    private readonly Argument<string?> _model = ModelArgument.Create("a model file, as train --out writes it");
    private readonly ModelOptions _reading = new();
    private readonly Argument<string> _data = Word("DATA", "a CSV file, an IDX file of images, or a built-in set; columns are found by header name, without header by place");
    private readonly ModelDataOptions _table;
    private readonly Option<string?> _engine = EngineOptions.Which();

    /// <summary>Adds the words to a verb.</summary>
    /// <param name="verb">The verb.</param>
    /// <param name="hasTargets">Whether it needs targets.</param>
    public ModelVerb(Command verb, bool hasTargets)
    {
        verb.Add(_model);
        verb.Add(_data);
        _reading.AddTo(verb);
        _table = new("DATA", !hasTargets ? null : OptionKinds.Text(
            "--target", "target columns of a CSV file: names or zero-based indices, separated by commas (default: the model's, or those after the inputs)", "columns"));
        _table.AddTo(verb);
        verb.Add(_engine);
        verb.Add(IsJson);
    }

    /// <summary>Whether JSON is asked for.</summary>
    public Option<bool> IsJson { get; } = OptionKinds.Json();

    /// <summary>Whether the model's elements are floats.</summary>
    /// <exception cref="UsageException">The file is no model.</exception>
    public bool IsFloat(ParseResult words) => UsageException.Named("MODEL", () => Model(words).IsFloat);

    /// <summary>Reads model and data.</summary>
    /// <exception cref="InvalidDataException">The model file is none.</exception>
    /// <exception cref="DataException">The data cannot be used.</exception>
    /// <exception cref="UsageException">Model, data and options do not fit each other.</exception>
    public ModelRun<T> Read<T>(ParseResult words)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var source = Model(words);
        var model = UsageException.Named("MODEL", source.Load<T>);
        var data = ModelData.Read(_table.Read(words, words.GetValue(_data)!), model.Network.Spec, model.Schema, source.File);
        var choice = new EngineChoice(EngineOptions.IsReference(words.GetValue(_engine)));
        return new(model, choice.Take(model.Network), data);
    }

    private ModelSource Model(ParseResult words) => _reading.Read(words, words.GetValue(_model)!);

    private static Argument<string> Word(string name, string description)
    {
        var word = new Argument<string>(name) { HelpName = name, Description = description };
        word.Validators.Add(result =>
        {
            if (result.Tokens.Any(token => CommandLine.IsOption(token.Value)))
            {
                result.AddError($"{name} looks like an option.");
            }
        });
        return word;
    }
}
