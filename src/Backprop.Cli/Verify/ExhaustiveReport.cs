using Backprop.Verification;
using Spectre.Console;
using static System.FormattableString;

namespace Backprop.Cli;

/// <summary>The verdict of an exhaustive verification: the keys of <see cref="VerifyReport"/>, a function standing for a law.</summary>
/// <param name="Passed">Whether every function passed, and the fingerprint is the one of all machines.</param>
/// <param name="Seconds">The time this run took.</param>
/// <param name="Laws">What became of each function.</param>
/// <param name="Fingerprint">As in <see cref="VerifyReport"/>.</param>
internal sealed record ExhaustiveReport(bool Passed, double Seconds, IReadOnlyList<SweepReport> Laws, string Fingerprint) : IVerdict
{
    /// <summary>Of what was found.</summary>
    public static ExhaustiveReport Of(IReadOnlyList<SweepReport> functions, ulong fingerprint, double seconds) => new(
        functions.All(function => function.Passed) && fingerprint == FixedRuns.Expected,
        seconds,
        [.. functions.Select(function => function with { Replay = function.Replay is null ? null : $"backprop verify {function.Replay}" })],
        VerifyReport.Hexadecimal(fingerprint));

    /// <summary>For people.</summary>
    public void Print(Terminal terminal)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("function", "floats", "worst ulp", "at", "stated", "verdict");
        foreach (var column in (int[])[1, 2, 4])
        {
            table.Columns[column].RightAligned();
        }

        foreach (var f in Laws)
        {
            table.AddRow(f.Name, Invariant($"{f.Cases}"), Invariant($"{f.WorstUlp:0.#####}"), f.Where, Invariant($"{f.Bound}"), f.Passed ? "holds" : "FAILS");
        }

        terminal.ResultTables().Write(table);
        foreach (var f in Laws.Where(f => !f.Passed))
        {
            terminal.Results.WriteLine($"{f.Name} fails at {f.Counterexample}");
            terminal.Results.WriteLine($"  replay: {f.Replay}");
        }

        terminal.Results.WriteLine(VerifyReport.Told(Fingerprint));
        terminal.Results.WriteLine(Invariant($"{Laws.Count(f => f.Passed)} of {Laws.Count} functions hold for {Laws.Max(f => f.Cases)} floats in {Seconds:F1} s: {(Passed ? "passed" : "FAILED")}"));
    }
}
