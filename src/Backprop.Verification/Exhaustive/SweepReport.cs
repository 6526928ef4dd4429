using System.Text.Json.Serialization;

namespace Backprop.Verification;

/// <summary>What became of a function.</summary>
/// <param name="Name">The function.</param>
/// <param name="Cases">Floats that were looked at.</param>
/// <param name="Passed">Whether lanes had the bits of the scalar definition for all of them, and no error was larger than stated.</param>
/// <param name="Counterexample">A float for which that is not so, and why.</param>
/// <param name="Replay">Options of <c>backprop verify</c> that show it again.</param>
/// <param name="WorstUlp">The largest error of the scalar definition, in units of the last place of a float.</param>
/// <param name="At">Where it is; null where there is no error, or the place is no finite number.</param>
/// <param name="Bound">The error that is stated.</param>
/// <param name="Where">Where the largest error is, in words.</param>
internal sealed record SweepReport(
    string Name, long Cases, bool Passed, string? Counterexample, string? Replay, double WorstUlp, float? At,
    [property: JsonIgnore] double Bound, [property: JsonIgnore] string Where)
{
    /// <summary>Of what a sweep has found.</summary>
    public static IReadOnlyList<SweepReport> Of(IReadOnlyList<SweptFunction> functions, SweepState state, Machine machine) =>
        [.. functions.Zip(state.Findings, (function, finding) => Of(function, finding, (long)state.Blocks * FloatBlock.Size, machine))];

    private static SweepReport Of(SweptFunction function, Finding finding, long cases, Machine machine)
    {
        var at = BitConverter.UInt32BitsToSingle(finding.At);
        var counterexample = finding switch
        {
            { Mismatch: { } mismatch } => $"{Finding.Told(mismatch.At)}: {mismatch.What}",
            _ when finding.Ulps > function.Bound => FormattableString.Invariant($"{Finding.Told(finding.At)}: {finding.Ulps} ulp, more than {function.Bound}"),
            _ => null,
        };
        return new(
            function.Name,
            cases,
            counterexample is null,
            counterexample,
            counterexample is null ? null : $"--exhaustive --law {function.Name}{machine.WidthOption}",
            finding.Ulps,
            finding.Ulps > 0 && float.IsFinite(at) ? at : null,
            function.Bound,
            finding.Ulps > 0 ? Finding.Told(finding.At) : "nowhere");
    }
}
