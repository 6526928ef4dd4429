using System.Globalization;

namespace Backprop.Reference.Tests;

/// <summary>One entry of golden.txt: a problem, its loss, and the numbers of all its parameters.</summary>
/// <param name="Name">The line that says it.</param>
/// <param name="Kind"><c>gradient</c> or <c>training</c>.</param>
/// <param name="Optimizer">Of a training, else empty.</param>
/// <param name="Problem">Network, batch and seed.</param>
/// <param name="Loss">E.</param>
/// <param name="Numbers">Gradients, or parameters after training: weights row by row, then the bias, from first to last layer.</param>
internal sealed record GoldenCase(string Name, string Kind, string Optimizer, Problem Problem, double Loss, double[] Numbers)
{
    /// <summary>Everything in golden.txt.</summary>
    public static IReadOnlyList<GoldenCase> All { get; } = [.. Read()];

    private static IEnumerable<GoldenCase> Read()
    {
        using var stream = typeof(GoldenCase).Assembly.GetManifestResourceStream("golden.txt")!;
        using var reader = new StreamReader(stream);
        var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        foreach (var entry in lines.Skip(1).Chunk(3))
        {
            var words = entry[0].Split(' ');
            var optimizer = words[0] == "training" ? words[1] : "";
            yield return new(entry[0], words[0], optimizer, ProblemOf(words[^6..]), Number(entry[1]), [.. entry[2].Split(' ').Select(Number)]);
        }
    }

    private static Problem ProblemOf(string[] words)
    {
        var loss = words[2].Split(':');
        var layers = words[1].Split(',').Select(LayerOf);
        var spec = new NetworkSpec(
            int.Parse(words[0], CultureInfo.InvariantCulture),
            layers,
            Backprop.Loss.Parse(loss[0], loss.Length > 1 ? Number(loss[1]) : null),
            words[3] == "mean" ? Reduction.Mean : Reduction.Sum);
        return new(spec, int.Parse(words[4], CultureInfo.InvariantCulture), int.Parse(words[5], CultureInfo.InvariantCulture));
    }

    /// <summary>units:activation:parameter:no, the last two if there are any; "no" is no bias.</summary>
    private static LayerSpec LayerOf(string text)
    {
        var parts = text.Split(':');
        double? parameter = parts.Length > 2 && parts[2].Length > 0 ? Number(parts[2]) : null;
        return new(int.Parse(parts[0], CultureInfo.InvariantCulture), Activation.Parse(parts[1], parameter), hasBias: parts.Length < 4);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
