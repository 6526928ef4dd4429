namespace Backprop.PeerBenchmarks;

/// <summary>A rival computes something else; it is not timed.</summary>
internal sealed class WrongResultException(string message) : Exception(message);
