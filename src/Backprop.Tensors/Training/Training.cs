using System.Numerics;

namespace Backprop.Tensors;

/// <summary>The training loop: epochs × batches × step, until the loss is below a bound or the epochs are spent.</summary>
public static class Training
{
    /// <summary>Trains the network on the samples, with the bits of <c>Backprop.Reference.Training</c>.</summary>
    /// <param name="network">The network, changed step by step.</param>
    /// <param name="samples">What it learns; left alone.</param>
    /// <param name="settings">How.</param>
    /// <param name="progress">Told after each epoch, on the calling thread.</param>
    /// <param name="cancellation">Heard between two steps.</param>
    /// <exception cref="ArgumentException">The samples do not fit the network or the settings, or a batch weighs nothing.</exception>
    /// <exception cref="TrainingDivergedException">The loss of a batch is NaN or infinite; its step is not applied.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the network holds what it has learnt by then.</exception>
    public static TrainingResult Train<T>(
        Network<T> network, Samples<T> samples, TrainingSettings settings, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentNullException.ThrowIfNull(settings);
        samples.RequireFit(network.Spec);
        settings.RequireFit(samples.Count);
        var divisor = Batch<T>.Of(samples, 0, samples.Count).Divisor(network.Spec);
        var batchSize = Math.Min(settings.BatchSize, samples.Count);
        var isShuffled = settings.Shuffle && batchSize < samples.Count;
        var step = new TrainingStep<T>(network, settings);
        var loss = double.NaN;
        for (var epoch = 0; epoch < settings.Epochs; epoch++)
        {
            var rate = settings.Schedule.Rate(settings.Optimizer.LearningRate, epoch, settings.Epochs);
            var order = isShuffled ? Permutation.OfEpoch(samples.Count, settings.Seed, epoch) : null;
            var total = 0.0;
            for (var first = 0; first < samples.Count; first += batchSize)
            {
                cancellation.ThrowIfCancellationRequested();
                var count = Math.Min(batchSize, samples.Count - first);
                if (!step.Run(samples, first, count, order, rate, ref total))
                {
                    throw new TrainingDivergedException(total, epoch + 1, (first / batchSize) + 1, rate);
                }
            }

            loss = total / divisor;
            progress?.Report(new(epoch + 1, loss, rate));
            if (loss < settings.StopBelow)
            {
                return new(epoch + 1, loss, StopReason.StopBelow);
            }
        }

        return new(settings.Epochs, loss, StopReason.Epochs);
    }
}
