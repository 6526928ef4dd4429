using System.CommandLine;
using Backprop.Verification;

namespace Backprop.Cli;

/// <summary>Which laws, on how many cases, where.</summary>
internal sealed class VerifyOptions
{
    private const int DefaultCases = 100;
    private const int DefaultWorkers = 2;

    private readonly Option<long?> _cases = OptionKinds.Whole("--cases", $"cases of each law (default: {DefaultCases})", 1);
    private readonly Option<long?> _seed = OptionKinds.Whole("--seed", "what the cases are drawn from; case n of seed s is the first one of seed s + n (default: 0)", long.MinValue);
    private readonly Option<string?> _width = OptionKinds.Name("--vector-width", "bits of a vector", "each of them", "128", "256", "512", "scalar");
    private readonly Option<long?> _threads = OptionKinds.Whole("--threads", $"threads that a product may use (default: 1, 2 and 3 in turn); with --exhaustive threads that work (default: {DefaultWorkers})", 1);
    private readonly Option<string?> _model = OptionKinds.Text("--model", "verify the network in this model file, on random batches", "FILE");
    private readonly Option<bool> _exhaustive = OptionKinds.Flag("--exhaustive", "instead of laws: every one of the 2^32 floats through every elementary function, activation and derivative, which takes tens of minutes");
    private readonly Option<string?> _checkpoint = OptionKinds.Text("--checkpoint", "with --exhaustive: write this file now and then, and go on from it if it is there", "FILE");
    private readonly ModelOptions _reading = new();
    private readonly Option<bool> _json = OptionKinds.Json();
    private readonly Option<string[]> _law = new("--law")
    {
        Description = $"only this law; may be repeated: {string.Join(", ", Laws.All)}; with --exhaustive one function: {Functions} (default: all)",
        HelpName = "name",
    };

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command verb)
    {
        _law.CompletionSources.Add([.. Laws.All.Select(law => law.Name), .. SweptFunctions.All.Select(function => function.Name)]);
        foreach (var option in (Option[])[_cases, _seed, _law, _width, _threads, _model, _exhaustive, _checkpoint, _json])
        {
            verb.Add(option);
        }

        _reading.AddTo(verb);
    }

    /// <summary>Whether floats are asked for instead of laws.</summary>
    public bool IsExhaustive(ParseResult words) => words.GetValue(_exhaustive);

    /// <summary>Whether the report is to be JSON.</summary>
    public bool IsJson(ParseResult words) => words.GetValue(_json);

    /// <summary>What is asked for of laws.</summary>
    /// <exception cref="UsageException">A law that is not there, or an option of --exhaustive.</exception>
    /// <exception cref="InvalidDataException">The model file is none.</exception>
    public VerifyWish Read(ParseResult words)
    {
        if (words.GetValue(_checkpoint) is { } file)
        {
            throw new UsageException($"--checkpoint is '{file}'; it is allowed with --exhaustive only.");
        }

        var model = _reading.Read(words, words.GetValue(_model), _model.Name);
        var laws = model is null ? Laws.All : UsageException.Named(_model.Name, () => LawsOf(model));
        var names = words.GetValue(_law) ?? [];
        if (names.FirstOrDefault(name => laws.All(law => law.Name != name)) is { } unknown)
        {
            throw new UsageException($"--law is '{unknown}'; allowed is one of {string.Join(", ", laws)}{(model is null ? "" : " with --model")}.");
        }

        return new(
            [.. laws.Where(law => names.Length == 0 || names.Contains(law.Name))],
            (int)(words.GetValue(_cases) ?? DefaultCases),
            words.GetValue(_seed) ?? 0,
            Machine.Of(Width(words), (int?)words.GetValue(_threads)),
            model);
    }

    /// <summary>What is asked for of functions.</summary>
    /// <exception cref="UsageException">A function that is not there, or an option of laws.</exception>
    public ExhaustiveWish ReadExhaustive(ParseResult words)
    {
        if (((Option[])[_cases, _seed, _model]).FirstOrDefault(option => words.GetResult(option) is not null) is { } other)
        {
            throw new UsageException($"{other.Name} is given; allowed is that without --exhaustive only, whose cases are all floats.");
        }

        _reading.Read(words, null, _model.Name);
        var names = words.GetValue(_law) ?? [];
        if (names.FirstOrDefault(name => SweptFunctions.All.All(function => function.Name != name)) is { } unknown)
        {
            throw new UsageException($"--law is '{unknown}'; allowed is one of {Functions} with --exhaustive.");
        }

        return new(
            [.. SweptFunctions.All.Where(function => names.Length == 0 || names.Contains(function.Name))],
            Machine.Of(Width(words), (int)(words.GetValue(_threads) ?? DefaultWorkers)),
            OutputFile.Require(_checkpoint.Name, words.GetValue(_checkpoint)));
    }

    private static IReadOnlyList<Law> LawsOf(ModelSource model) => model.IsFloat
        ? ModelLaws.Of(model.Load<float>().Network, model.File)
        : ModelLaws.Of(model.Load<double>().Network, model.File);

    private static string Functions => string.Join(", ", SweptFunctions.All.Select(function => function.Name));

    private int? Width(ParseResult words) => words.GetValue(_width) switch { "128" => 128, "256" => 256, "512" => 512, "scalar" => 0, _ => null };
}

/// <summary>What is asked for: laws, cases of each, their seed, where, and on whose model.</summary>
internal sealed record VerifyWish(IReadOnlyList<Law> Laws, int Cases, long Seed, Machine Machine, ModelSource? Model);

/// <summary>What is asked for: functions, where, and the file to keep what is known in, if any.</summary>
internal sealed record ExhaustiveWish(IReadOnlyList<SweptFunction> Functions, Machine Machine, string? Checkpoint);
