namespace Backprop.Cli;

/// <summary>How good outputs are, in numbers that people know.</summary>
internal static class Metrics
{
    /// <summary>
    /// Of classes <c>accuracy</c>, and as means over the classes <c>precision</c>, <c>recall</c> and <c>f1</c>, and
    /// <c>logLoss</c> where outputs are probabilities; of numbers <c>rmse</c> and <c>mae</c>, in the units of the data, and <c>r2</c>.
    /// </summary>
    /// <param name="task">What is learnt.</param>
    /// <param name="samples">What the network is judged by, in the units of the data.</param>
    /// <param name="outputs">Their outputs, one sample after the other.</param>
    /// <param name="areProbabilities">Whether outputs are probabilities.</param>
    public static IReadOnlyDictionary<string, double> Of(LearningTask task, Samples<double> samples, double[] outputs, bool areProbabilities)
    {
        if (task == LearningTask.Regression)
        {
            var (rmse, mae, r2) = RegressionErrors.Of<double>(outputs, samples.Targets, samples.TargetSize);
            return new Dictionary<string, double> { ["rmse"] = rmse, ["mae"] = mae, ["r2"] = r2 };
        }

        var confusion = ConfusionMatrix.Of<double>(outputs, samples.Targets, samples.TargetSize);
        var metrics = new Dictionary<string, double>
        {
            ["accuracy"] = confusion.Accuracy,
            ["precision"] = confusion.MacroPrecision,
            ["recall"] = confusion.MacroRecall,
            ["f1"] = confusion.MacroF1,
        };
        if (areProbabilities)
        {
            metrics["logLoss"] = LogLoss.Of<double>(outputs, samples.Targets, samples.TargetSize);
        }

        return metrics;
    }
}
