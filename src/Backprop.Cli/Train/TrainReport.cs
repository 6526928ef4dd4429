using System.Text.Json.Serialization;
using Backprop.Data;

namespace Backprop.Cli;

/// <summary>How a run ended: what <c>--json</c> prints.</summary>
/// <param name="Epochs">Epochs done.</param>
/// <param name="Stopped">Why: <c>epochs</c>, <c>stop-below</c>, <c>patience</c> or <c>time-limit</c>.</param>
/// <param name="Loss">The loss of the last epoch, each batch's as it was before its update; NaN if there was none.</param>
/// <param name="ValidationLoss">The loss on the rows held out, after training; NaN if there are none.</param>
/// <param name="Metrics">On the rows held out; if there are none, on those that trained.</param>
internal sealed record TrainReport(
    int Epochs, string Stopped, double Loss, double ValidationLoss, IReadOnlyDictionary<string, double> Metrics)
{
    /// <summary>Which class the rows that metrics are of were taken for; null for numbers. For people only.</summary>
    [JsonIgnore]
    public ConfusionMatrix? Confusion { get; init; }

    /// <summary>What training took.</summary>
    public required double Seconds { get; init; }

    /// <summary>Rows visited in a second of training.</summary>
    public required double SamplesPerSecond { get; init; }

    /// <summary>The seed of the run.</summary>
    public required long Seed { get; init; }

    /// <summary>What was learnt of a truth table, row by row; null for other data.</summary>
    public required IReadOnlyList<TruthTablePrediction>? Predictions { get; init; }
}

/// <summary>One row of a truth table and what the network makes of it.</summary>
internal sealed record TruthTablePrediction(double[] Inputs, double[] Targets, double[] Outputs)
{
    /// <summary>Every row.</summary>
    public static TruthTablePrediction[] All(DataSet data, double[] outputs) =>
        [.. Enumerable.Range(0, data.Samples.Count).Select(n =>
            new TruthTablePrediction([.. data.Samples.Input(n)], [.. data.Samples.Target(n)], [outputs[n]]))];
}
