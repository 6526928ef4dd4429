using System.Text.Json;

namespace Backprop.Mutations;

/// <summary>Tries whether the laws notice a fault: first the one that is expected to, then all.</summary>
/// <param name="copy">The command.</param>
/// <param name="cases">Cases of each law.</param>
/// <param name="limit">How long a verification of one law may take.</param>
internal sealed class Trial(CommandCopy copy, int cases, TimeSpan limit)
{
    /// <summary>All laws may take so often the time of one.</summary>
    private const int AllLaws = 10;

    /// <summary>What a verification said.</summary>
    /// <param name="Law">The first law that failed, or null.</param>
    /// <param name="Cases">Cases of it.</param>
    /// <param name="End">In words how it ended instead of with a verdict, or null.</param>
    private readonly record struct Verdict(string? Law, int Cases, string? End);

    /// <summary>Passes if the projects without any fault keep every law: otherwise none could be said to be noticed.</summary>
    /// <exception cref="InvalidOperationException">They do not; the message names the law.</exception>
    public async Task RequireSound(IEnumerable<string> projects, CancellationToken cancellation)
    {
        copy.Build(projects);
        var verdict = await Verify([], cancellation);
        if (verdict != default)
        {
            throw new InvalidOperationException($"Without any fault there is {verdict.End ?? $"a counterexample to {verdict.Law}"} already.");
        }
    }

    /// <summary>Compiles the fault in and tries the laws.</summary>
    public async Task<Outcome> Run(Mutation mutation, CancellationToken cancellation)
    {
        using var fault = copy.With(mutation);
        var verdict = await Verify(["--law", mutation.Law], cancellation);
        if (verdict == default)
        {
            verdict = await Verify([], cancellation);
        }

        return verdict switch
        {
            { Law: { } law } => new(mutation, true, law, verdict.Cases),
            { End: { } end } => new(mutation, true, end, 0),
            _ => new(mutation, false, "**no law**", 0),
        };
    }

    private async Task<Verdict> Verify(string[] laws, CancellationToken cancellation)
    {
        var time = laws.Length == 0 ? AllLaws * limit : limit;
        var run = await copy.Verify(time, cancellation, ["--cases", $"{cases}", .. laws]);
        if (run is not var (code, output))
        {
            return new(null, 0, $"no end within {time.TotalSeconds} s");
        }

        if (code is not (0 or 1) || !output.StartsWith('{'))
        {
            return new(null, 0, $"a crash with exit code {code}");
        }

        using var report = JsonDocument.Parse(output);
        return report.RootElement.GetProperty("laws").EnumerateArray()
            .Where(law => !law.GetProperty("passed").GetBoolean())
            .Select(law => new Verdict(law.GetProperty("name").GetString(), law.GetProperty("cases").GetInt32(), null))
            .FirstOrDefault();
    }
}
