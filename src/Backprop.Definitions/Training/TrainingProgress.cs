namespace Backprop;

/// <summary>Where a run stands after an epoch.</summary>
/// <param name="Epoch">Epochs done since the run began.</param>
/// <param name="Loss">The loss of the epoch: each batch's as it was before its update, by the formula of the network's loss.</param>
/// <param name="LearningRate">The learning rate of the epoch.</param>
public readonly record struct TrainingProgress(int Epoch, double Loss, double LearningRate)
{
    /// <summary>The loss of the samples held out, after the epoch, by the same formula; NaN if there are none.</summary>
    public double ValidationLoss { get; init; } = double.NaN;

    /// <summary>On the samples held out: the accuracy with a cross-entropy, else R²; NaN if there are none.</summary>
    public double Metric { get; init; } = double.NaN;

    /// <summary>Samples visited in a second of this call; NaN if nobody measures it.</summary>
    public double SamplesPerSecond { get; init; } = double.NaN;

    /// <summary>What the rest of this call will take if it goes on as before: its epochs, or its time limit; null if nobody measures it.</summary>
    public TimeSpan? TimeLeft { get; init; }
}
