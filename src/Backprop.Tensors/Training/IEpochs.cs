using System.Numerics;

namespace Backprop.Tensors;

/// <summary>Samples as a run visits them, epoch after epoch.</summary>
internal interface IEpochs<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>What the network is judged by after an epoch; null is nothing.</summary>
    Samples<T>? HeldOut { get; }

    /// <summary>What tells these samples from others: counts and a hash.</summary>
    string Fingerprint { get; }

    /// <summary>Takes the steps that are left of the epoch in progress.</summary>
    /// <returns>Null when the epoch is done, else why it was left.</returns>
    StopReason? Visit(TrainingRun<T> run);

    /// <summary>D of the epoch's loss, after its last step.</summary>
    double Divisor(RunPosition at);
}
