using System.Globalization;

namespace Backprop.Cli;

/// <summary>
/// How a schedule is written: its name, then its parameters after colons, such as <c>step:0.5:10</c>; those left out have
/// their defaults.
/// </summary>
internal static class ScheduleOption
{
    /// <summary>The forms there are.</summary>
    public const string Forms = "constant, step:FACTOR:EVERY, exponential:FACTOR, inverse-time:DECAY, cosine:WARMUP:FLOOR, plateau:FACTOR:PATIENCE:SMALLEST";

    /// <summary>Reads a schedule.</summary>
    /// <exception cref="ArgumentException">It is none, has too many parameters, or one that is not allowed.</exception>
    public static Schedule Parse(string text)
    {
        var parts = text.Split(':');
        var most = parts[0] switch { "constant" => 0, "exponential" or "inverse-time" => 1, "plateau" => 3, _ => 2 };
        if (parts.Length - 1 > most)
        {
            throw Unknown(text);
        }

        return parts[0] switch
        {
            "constant" => new ConstantRate(),
            "step" => new StepDecay { Factor = Number(1, 0.1), Every = Whole(2, 30) },
            "exponential" => new ExponentialDecay { Factor = Number(1, 0.99) },
            "inverse-time" => new InverseTimeDecay { Decay = Number(1, 0.01) },
            "cosine" => new CosineDecay { WarmUp = Whole(1, 0), Floor = Number(2, 0) },
            "plateau" => new PlateauDecay { Factor = Number(1, 0.1), Patience = Whole(2, 10), SmallestRate = Number(3, 0) },
            _ => throw Unknown(text),
        };

        double Number(int position, double otherwise) =>
            parts.Length <= position ? otherwise
            : double.TryParse(parts[position], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value
            : throw Unknown(text);

        int Whole(int position, int otherwise) =>
            parts.Length <= position ? otherwise
            : int.TryParse(parts[position], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value
            : throw Unknown(text);
    }

    private static ArgumentException Unknown(string text) => new($"Schedule is '{text}'; allowed is one of {Forms}.");
}
