using System.Text.Json;

namespace Backprop.PeerBenchmarks;

/// <summary>The repetitions of one row in one process.</summary>
/// <param name="Row">Such as <c>W3</c> or <c>G-f32-64</c>.</param>
/// <param name="Flops">Floating-point operations of one run.</param>
/// <param name="Seconds">For one run, one number for each repetition.</param>
/// <param name="RoundTrip">On two threads: nanoseconds from one core to another and back, before the library was loaded.</param>
internal sealed record Repetitions(string Row, double Flops, double[] Seconds, double? RoundTrip);

/// <summary>One line of a measuring process: what it runs on, a row's repetitions, or why there are none.</summary>
internal sealed record Message(string? Version = null, Repetitions? Repetitions = null, string? Missing = null, string? Wrong = null)
{
    /// <summary>Native libraries print too; a line that is no message is null.</summary>
    public static Message? Parse(string line) => line.StartsWith('{') ? JsonSerializer.Deserialize<Message>(line) : null;

    /// <summary>Says it.</summary>
    public void Send() => Console.WriteLine(JsonSerializer.Serialize(this));
}
