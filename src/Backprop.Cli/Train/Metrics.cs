using Backprop.Data;

namespace Backprop.Cli;

/// <summary>How good outputs are, in numbers that people know.</summary>
internal static class Metrics
{
    /// <summary>
    /// Of classes <c>accuracy</c>, the share of samples whose class is right; of numbers <c>rmse</c>, √(Σ(a − t)²/n), and
    /// <c>mae</c>, Σ|a − t|/n, in the units of the data.
    /// </summary>
    /// <param name="data">The data.</param>
    /// <param name="judged">Which of its samples.</param>
    /// <param name="outputs">Their outputs, one sample after the other.</param>
    public static IReadOnlyDictionary<string, double> Of(DataSet data, int[] judged, double[] outputs)
    {
        var size = data.Samples.TargetSize;
        var (right, squares, distances) = (0, 0.0, 0.0);
        for (var n = 0; n < judged.Length; n++)
        {
            var a = outputs.AsSpan(n * size, size);
            var t = data.Samples.Target(judged[n]);
            right += IsRight(data, a, t) ? 1 : 0;
            for (var o = 0; o < size; o++)
            {
                squares = Math.FusedMultiplyAdd(a[o] - t[o], a[o] - t[o], squares);
                distances += Math.Abs(a[o] - t[o]);
            }
        }

        return data.Task == LearningTask.Classification
            ? new Dictionary<string, double> { ["accuracy"] = (double)right / judged.Length }
            : new Dictionary<string, double> { ["rmse"] = Math.Sqrt(squares / outputs.Length), ["mae"] = distances / outputs.Length };
    }

    /// <summary>One-hot: the largest output is the class; else each output is on its target's side of ½.</summary>
    private static bool IsRight(DataSet data, ReadOnlySpan<double> a, ReadOnlySpan<double> t) =>
        data.IsOneHot ? LargestOf(a) == LargestOf(t) : a[0] >= 0.5 == t[0] >= 0.5;

    private static int LargestOf(ReadOnlySpan<double> values)
    {
        var largest = 0;
        for (var o = 1; o < values.Length; o++)
        {
            largest = values[o] > values[largest] ? o : largest;
        }

        return largest;
    }
}
