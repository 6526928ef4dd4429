namespace Backprop;

/// <summary>
/// The loss, or a parameter, became NaN or infinite. The trainer leaves the last good parameters: the best ones with patience,
/// else those before the epoch. The reference leaves those that gave this loss: the step that failed has not been applied.
/// </summary>
public sealed class TrainingDivergedException : Exception
{
    /// <param name="loss">The loss, NaN or infinite.</param>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="batch">The batch in the epoch, from 1.</param>
    /// <param name="learningRate">The learning rate in that epoch.</param>
    /// <param name="what">What is NaN or infinite.</param>
    public TrainingDivergedException(double loss, int epoch, int batch, double learningRate, string what = "the loss")
        : base(FormattableString.Invariant(
            $"Training diverged: {what} is {loss} in epoch {epoch}, batch {batch}, at learning rate {learningRate}; a smaller rate, scaled data or clipping may help."))
    {
        (Loss, Epoch, Batch, LearningRate) = (loss, epoch, batch, learningRate);
    }

    /// <summary>The loss, NaN or infinite; NaN where it is a parameter that is not finite.</summary>
    public double Loss { get; }

    /// <summary>The epoch, from 1.</summary>
    public int Epoch { get; }

    /// <summary>The batch in the epoch, from 1.</summary>
    public int Batch { get; }

    /// <summary>The learning rate in that epoch.</summary>
    public double LearningRate { get; }
}
