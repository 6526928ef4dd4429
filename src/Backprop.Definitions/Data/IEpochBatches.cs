using System.Numerics;

namespace Backprop;

/// <summary>
/// Batches that come in another order in each epoch, such as those of a file whose rows are shuffled. The order follows from the
/// epoch's number alone: an epoch that was interrupted goes on where it was left. Enumerated as they are, they are those of epoch 0.
/// </summary>
public interface IEpochBatches<T> : IEnumerable<Samples<T>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The batches of one epoch, the first being 0.</summary>
    IEnumerable<Samples<T>> Epoch(int epoch);
}
