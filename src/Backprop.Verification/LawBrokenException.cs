namespace Backprop.Verification;

/// <summary>A law does not hold: where, what it demands and what was seen, in one line.</summary>
internal sealed class LawBrokenException(string message) : Exception(message);
