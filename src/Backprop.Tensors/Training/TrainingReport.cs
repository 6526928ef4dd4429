namespace Backprop.Tensors;

/// <summary>How a call of <see cref="Trainer{T}"/> ended, and where its run stands.</summary>
/// <param name="Epochs">Epochs done since the run began, in all calls.</param>
/// <param name="Loss">
/// The loss of the last epoch, each batch's as it was before its update, without penalties; NaN if there was none.
/// </param>
/// <param name="Stopped">Why the call ended.</param>
public sealed record TrainingReport(int Epochs, double Loss, StopReason Stopped)
{
    /// <summary>The loss of the samples held out after the last epoch, by the same formula; NaN if there are none.</summary>
    public double ValidationLoss { get; init; } = double.NaN;

    /// <summary>The lowest validation loss; NaN if there is none. With patience the network holds the parameters that it belongs to.</summary>
    public double BestValidationLoss { get; init; } = double.NaN;

    /// <summary>The epoch after which it was reached, from 1; 0 if there is none.</summary>
    public int BestEpoch { get; init; }

    /// <summary>What the call took.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Samples that the call visited in a second.</summary>
    public double SamplesPerSecond { get; init; }

    /// <summary>Such as <c>120 epochs, loss 0.03, stopped by patience</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Epochs} epochs, loss {Loss:R}, stopped by {Stopped}");
}
