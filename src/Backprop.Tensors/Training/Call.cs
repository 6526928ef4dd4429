using System.Numerics;

namespace Backprop.Tensors;

/// <summary>Who follows a call of the trainer, and who may stop it.</summary>
/// <param name="Progress">Told after each epoch.</param>
/// <param name="StopWhen">Asked after each epoch.</param>
/// <param name="Cancellation">Heard before each batch.</param>
internal sealed record Call(IProgress<TrainingProgress>? Progress, Func<TrainingProgress, bool>? StopWhen, CancellationToken Cancellation)
{
    /// <summary>The call's time.</summary>
    public required CallClock Clock { get; init; }

    /// <summary>The epoch that stood when the call began.</summary>
    public required int FirstEpoch { get; init; }

    /// <summary>Samples visited so far.</summary>
    public long Visited { get; set; }

    /// <summary>Visited in a second.</summary>
    public double SamplesPerSecond => Visited == 0 ? 0 : Visited / Clock.Elapsed.TotalSeconds;

    /// <summary>Tells those who follow about an epoch.</summary>
    /// <returns>Whether one of them wants to stop.</returns>
    public bool Tell<T>(Network<T> network, RunPosition at, Samples<T>? heldOut, double rate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (Progress is null && StopWhen is null)
        {
            return false;
        }

        var progress = new TrainingProgress(at.Epoch, at.Loss, rate)
        {
            ValidationLoss = at.ValidationLoss,
            Metric = heldOut is null ? double.NaN : Validation.Metric(network, heldOut),
            SamplesPerSecond = SamplesPerSecond,
            TimeLeft = Clock.Left(at.Epoch - FirstEpoch, at.Target - at.Epoch),
        };
        Progress?.Report(progress);
        return StopWhen?.Invoke(progress) ?? false;
    }
}
