using System.Buffers;
using System.Globalization;
using System.Numerics;

namespace Backprop.Cli;

/// <summary>What a model makes of data.</summary>
/// <param name="Names">A name for each output: the classes, or the target columns.</param>
/// <param name="Classes">The class of each row; null where numbers are predicted.</param>
/// <param name="Outputs">The outputs of each row: each class's probability, or numbers in the units of the data.</param>
internal sealed record Predictions(IReadOnlyList<string> Names, IReadOnlyList<string>? Classes, IReadOnlyList<double[]> Outputs)
{
    private static readonly SearchValues<char> Special = SearchValues.Create(",\"\r\n");

    /// <summary>Predicts.</summary>
    public static Predictions Of<T>(ModelRun<T> run)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var outputs = run.Outputs(run.Samples()).Chunk(run.Names.Count).ToArray();
        return new(run.Names, run.Task == LearningTask.Classification ? [.. outputs.Select(values => Class(run.Names, values))] : null, outputs);
    }

    /// <summary>As CSV with a header; numbers are the shortest text that reads back to the same bits.</summary>
    /// <param name="results">Where to.</param>
    /// <param name="cancellation">Heard between two rows.</param>
    /// <exception cref="OperationCanceledException">Cancelled; what is written ends with a whole row.</exception>
    public void Print(TextWriter results, CancellationToken cancellation)
    {
        results.WriteLine(Row(Classes is null ? [] : ["class"], Names));
        for (var n = 0; n < Outputs.Count; n++)
        {
            if (cancellation.IsCancellationRequested)
            {
                throw new OperationCanceledException(FormattableString.Invariant($"Cancelled after {n} of {Outputs.Count} rows."));
            }

            results.WriteLine(Row(Classes is null ? [] : [Classes[n]], Outputs[n].Select(value => value.ToString("R", CultureInfo.InvariantCulture))));
        }
    }

    /// <summary>The class whose output is largest; of a single output 1 from ½ on, else 0.</summary>
    private static string Class(IReadOnlyList<string> names, double[] outputs)
    {
        var nearest = Backprop.Classes.Nearest<double>(outputs);
        return names.Count == 1 ? nearest.ToString(CultureInfo.InvariantCulture) : names[nearest];
    }

    private static string Row(IEnumerable<string> first, IEnumerable<string> rest) => string.Join(',', first.Concat(rest).Select(Cell));

    private static string Cell(string text) =>
        text.AsSpan().ContainsAny(Special) || text.Trim() != text ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
