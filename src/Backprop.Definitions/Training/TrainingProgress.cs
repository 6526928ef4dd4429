namespace Backprop;

/// <summary>Where a run stands after an epoch.</summary>
/// <param name="Epoch">Epochs done.</param>
/// <param name="Loss">The loss of the epoch: each batch's as it was before its update, by the formula of the network's loss.</param>
/// <param name="LearningRate">The learning rate of the epoch.</param>
public readonly record struct TrainingProgress(int Epoch, double Loss, double LearningRate);

/// <summary>Why a run ended.</summary>
public enum StopReason
{
    /// <summary>All epochs are done.</summary>
    Epochs,

    /// <summary>The loss fell below the bound.</summary>
    StopBelow,
}

/// <summary>How a run ended.</summary>
/// <param name="Epochs">Epochs done.</param>
/// <param name="Loss">The loss of the last epoch; NaN if there was none.</param>
/// <param name="Stopped">Why it ended.</param>
public readonly record struct TrainingResult(int Epochs, double Loss, StopReason Stopped);
