using System.Text.Json.Serialization;

namespace Backprop.Verification;

/// <summary>What became of a law.</summary>
/// <param name="Name">The law.</param>
/// <param name="Cases">Cases that were tried; the last one is the one that failed.</param>
/// <param name="Passed">Whether it held for all of them.</param>
/// <param name="Counterexample">The smallest case found for which it does not hold, and why.</param>
/// <param name="Replay">Options of <c>backprop verify</c> that try that case again.</param>
/// <param name="Seconds">The time it took.</param>
internal sealed record LawReport(string Name, int Cases, bool Passed, string? Counterexample, string? Replay, [property: JsonIgnore] double Seconds);

/// <summary>How far a run is: so many cases of a law, the time since it began.</summary>
internal readonly record struct LawProgress(Law Law, int Cases, double Seconds);
