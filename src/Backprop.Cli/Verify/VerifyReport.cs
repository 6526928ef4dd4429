using Backprop.Verification;
using Spectre.Console;
using static System.FormattableString;

namespace Backprop.Cli;

/// <summary>The verdict of a verification.</summary>
/// <param name="Passed">Whether every law held for every case, and the fingerprint is the one of all machines.</param>
/// <param name="Seconds">The time it took.</param>
/// <param name="Laws">What became of each law.</param>
/// <param name="Fingerprint">A hash of the parameters after fixed trainings, 16 hexadecimal digits: the same everywhere; none where these cannot be run.</param>
internal sealed record VerifyReport(bool Passed, double Seconds, IReadOnlyList<LawReport> Laws, string Fingerprint) : IVerdict
{
    private static readonly string s_expected = Hexadecimal(FixedRuns.Expected);

    /// <summary>Of what the laws' runs and the fixed runs gave.</summary>
    /// <param name="laws">The laws.</param>
    /// <param name="fingerprint">Of the fixed runs; null if they failed.</param>
    /// <param name="seconds">The time it took.</param>
    /// <param name="model">The model file that was verified, which a replay has to name again; null where there was none.</param>
    public static VerifyReport Of(IReadOnlyList<LawReport> laws, ulong? fingerprint, double seconds, ModelSource? model)
    {
        var file = model is null ? "" : $" --model {model}";
        return new(
            laws.All(law => law.Passed) && fingerprint == FixedRuns.Expected,
            seconds,
            [.. laws.Select(law => law with { Replay = law.Replay is null ? null : $"backprop verify {law.Replay}{file}" })],
            fingerprint is { } hash ? Hexadecimal(hash) : "none");
    }

    /// <summary>For people.</summary>
    public void Print(Terminal terminal)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("law", "cases", "seconds", "verdict");
        table.Columns[1].RightAligned();
        table.Columns[2].RightAligned();
        foreach (var law in Laws)
        {
            table.AddRow(law.Name, Invariant($"{law.Cases}"), Invariant($"{law.Seconds:F2}"), law.Passed ? "holds" : "FAILS");
        }

        terminal.ResultTables().Write(table);
        foreach (var law in Laws.Where(law => !law.Passed))
        {
            terminal.Results.WriteLine($"{law.Name} fails for {law.Counterexample}");
            terminal.Results.WriteLine($"  replay: {law.Replay}");
        }

        terminal.Results.WriteLine(Told(Fingerprint));
        terminal.Results.WriteLine(Invariant($"{Laws.Count(law => law.Passed)} of {Laws.Count} laws hold for {Laws.Sum(law => (long)law.Cases)} cases in {Seconds:F1} s: {(Passed ? "passed" : "FAILED")}"));
    }

    /// <summary>A fingerprint in words.</summary>
    public static string Told(string fingerprint) => fingerprint == s_expected
        ? $"fingerprint {fingerprint}, as on every machine"
        : $"fingerprint {fingerprint}; on every other machine it is {s_expected}";

    /// <summary>A fingerprint as it is reported.</summary>
    public static string Hexadecimal(ulong fingerprint) => Invariant($"{fingerprint:x16}");
}
