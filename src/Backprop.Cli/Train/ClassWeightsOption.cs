using System.Collections.Immutable;
using System.Globalization;
using Backprop.Data;

namespace Backprop.Cli;

/// <summary>How class weights are written: <c>balanced</c>, one for each class in order, or <c>name=weight</c> for each.</summary>
internal static class ClassWeightsOption
{
    /// <summary>The weights of the classes of some data.</summary>
    /// <param name="text">As it is written.</param>
    /// <param name="data">The data.</param>
    /// <param name="training">The rows that train: balanced is by the share that each class has of these. None if they are streamed.</param>
    /// <exception cref="ArgumentException">The data has no classes, or these are no weights for them.</exception>
    public static ImmutableArray<double> Parse(string text, DataSet data, int[] training)
    {
        if (data.Task != LearningTask.Classification || Classes.Of(data.Samples) is not { } classes)
        {
            throw new ArgumentException($"it is '{text}'; allowed with classes only, and {data.Name} has numbers to learn.");
        }

        var count = Classes.Count(data.Samples.TargetSize);
        if (text == "balanced")
        {
            return training.Length > 0
                ? ClassWeights.Balanced([.. training.Select(n => classes[n])], count)
                : throw new ArgumentException($"it is '{text}'; allowed with rows in memory only, for the classes of a stream are not counted: give their weights.");
        }

        string[] names = data.IsOneHot ? [.. data.TargetNames] : ["0", "1"];
        var allowed = $"it is '{text}'; allowed is balanced, {count} weights, or name=weight for each of {string.Join(", ", names)}.";
        var entries = text.Split(',');
        if (entries.Length != count)
        {
            throw new ArgumentException(allowed);
        }

        var weights = new double[count];
        Array.Fill(weights, double.NaN);
        for (var n = 0; n < count; n++)
        {
            var equals = entries[n].LastIndexOf('=');
            var place = equals < 0 ? n : Array.IndexOf(names, entries[n][..equals]);
            if (place < 0 || !double.IsNaN(weights[place])
                || !double.TryParse(entries[n].AsSpan(equals + 1), NumberStyles.Float, CultureInfo.InvariantCulture, out weights[place]))
            {
                throw new ArgumentException(allowed);
            }
        }

        return [.. weights];
    }
}
