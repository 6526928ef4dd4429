namespace Backprop;

/// <summary>The loss became NaN or infinite. The step that failed has not been applied: the network holds the parameters that gave this loss.</summary>
public sealed class TrainingDivergedException : Exception
{
    /// <param name="loss">The loss, NaN or infinite.</param>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="batch">The batch in the epoch, from 1.</param>
    /// <param name="learningRate">The learning rate in that epoch.</param>
    public TrainingDivergedException(double loss, int epoch, int batch, double learningRate)
        : base(FormattableString.Invariant(
            $"Training diverged: the loss is {loss} in epoch {epoch}, batch {batch}, at learning rate {learningRate}; a smaller rate, scaled data or clipping may help."))
    {
        (Loss, Epoch, Batch, LearningRate) = (loss, epoch, batch, learningRate);
    }

    /// <summary>The loss, NaN or infinite.</summary>
    public double Loss { get; }

    /// <summary>The epoch, from 1.</summary>
    public int Epoch { get; }

    /// <summary>The batch in the epoch, from 1.</summary>
    public int Batch { get; }

    /// <summary>The learning rate in that epoch.</summary>
    public double LearningRate { get; }
}
