using System.CommandLine;
using Backprop.Verification;

namespace Backprop.Cli;

/// <summary>Which laws, on how many cases, where.</summary>
internal sealed class VerifyOptions
{
    private const int DefaultCases = 100;

    private readonly Option<long?> _cases = OptionKinds.Whole("--cases", $"cases of each law (default: {DefaultCases})", 1);
    private readonly Option<long?> _seed = OptionKinds.Whole("--seed", "what the cases are drawn from; case n of seed s is the first one of seed s + n (default: 0)", long.MinValue);
    private readonly Option<string?> _width = OptionKinds.Name("--vector-width", "bits of a vector", "each of them", "128", "256", "512", "scalar");
    private readonly Option<long?> _threads = OptionKinds.Whole("--threads", "threads that a product may use (default: 1, 2 and 3 in turn)", 1);
    private readonly Option<string?> _model = OptionKinds.Text("--model", "verify the network in this model file, on random batches", "FILE");
    private readonly Option<bool> _json = OptionKinds.Flag("--json", "print one JSON document and nothing else");
    private readonly Option<string[]> _law = new("--law")
    {
        Description = $"only this law; may be repeated: {string.Join(", ", Laws.All)} (default: all)",
        HelpName = "name",
    };

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command verb)
    {
        _law.CompletionSources.Add([.. Laws.All.Select(law => law.Name)]);
        foreach (var option in (Option[])[_cases, _seed, _law, _width, _threads, _model, _json])
        {
            verb.Add(option);
        }
    }

    /// <summary>What is asked for.</summary>
    /// <exception cref="UsageException">A law that is not there.</exception>
    /// <exception cref="InvalidDataException">The model file is none.</exception>
    public VerifyWish Read(ParseResult words)
    {
        var model = words.GetValue(_model);
        var laws = model is null ? Laws.All : UsageException.Named(_model.Name, () => ModelLaws.Of(model));
        var names = words.GetValue(_law) ?? [];
        if (names.FirstOrDefault(name => laws.All(law => law.Name != name)) is { } unknown)
        {
            throw new UsageException($"--law is '{unknown}'; allowed is one of {string.Join(", ", laws)}{(model is null ? "" : " with --model")}.");
        }

        int? width = words.GetValue(_width) switch { "128" => 128, "256" => 256, "512" => 512, "scalar" => 0, _ => null };
        return new(
            [.. laws.Where(law => names.Length == 0 || names.Contains(law.Name))],
            (int)(words.GetValue(_cases) ?? DefaultCases),
            words.GetValue(_seed) ?? 0,
            Machine.Of(width, (int?)words.GetValue(_threads)),
            model,
            words.GetValue(_json));
    }
}

/// <summary>What is asked for: laws, cases of each, their seed, where, on whose model, and how to print it.</summary>
internal sealed record VerifyWish(IReadOnlyList<Law> Laws, int Cases, long Seed, Machine Machine, string? Model, bool IsJson);
