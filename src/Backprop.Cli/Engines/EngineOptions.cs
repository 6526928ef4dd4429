using System.CommandLine;
using Backprop.Tensors;

namespace Backprop.Cli;

/// <summary>What computes, on how many threads, and who makes its products.</summary>
internal sealed class EngineOptions
{
    private readonly Option<string?> _engine = Which();
    private readonly Option<long?> _threads = OptionKinds.Whole("--threads", "threads of the tensors engine; results do not depend on it (default: as many as processors)", 1);
    private readonly Option<string?> _backend = OptionKinds.Name("--backend", "who makes the matrix products of the tensors engine", "simd", "simd", "mathnet");

    /// <summary>The option that names an engine.</summary>
    public static Option<string?> Which() => OptionKinds.Name("--engine", "what computes, with the same results", "tensors", "tensors", "reference");

    /// <summary>Whether a value of that option names the reference.</summary>
    public static bool IsReference(string? engine) => engine == "reference";

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command verb)
    {
        foreach (var option in (Option[])[_engine, _threads, _backend])
        {
            verb.Add(option);
        }
    }

    /// <summary>What is chosen.</summary>
    /// <exception cref="UsageException">Threads or a backend for the reference, which has neither.</exception>
    public EngineChoice Read(ParseResult words)
    {
        var choice = new EngineChoice(IsReference(words.GetValue(_engine)));
        var (threads, backend) = (words.GetValue(_threads), words.GetValue(_backend));
        if (choice.IsReference)
        {
            Refuse(_threads, threads is { } number ? FormattableString.Invariant($"{number}") : null);
            Refuse(_backend, backend is null ? null : $"'{backend}'");
        }

        return choice with
        {
            Threads = (int?)threads ?? choice.Threads,
            Backend = backend == "mathnet" ? Backend.MathNet : Backend.Simd,
        };
    }

    private void Refuse(Option option, string? value)
    {
        if (value is not null)
        {
            throw new UsageException($"{option.Name} is {value}; allowed with {_engine.Name} tensors only, and it is reference.");
        }
    }
}
