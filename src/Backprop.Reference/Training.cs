using System.Numerics;
using static Backprop.Reference.Precision;

namespace Backprop.Reference;

/// <summary>The training loop: epochs × batches × step, until the loss is below a bound or the epochs are spent.</summary>
public static class Training
{
    /// <summary>Trains the network on the samples.</summary>
    /// <param name="network">The network, changed step by step.</param>
    /// <param name="samples">What it learns; left alone.</param>
    /// <param name="settings">How.</param>
    /// <param name="progress">Told after each epoch, on the calling thread.</param>
    /// <param name="cancellation">Heard between two steps.</param>
    /// <exception cref="ArgumentException">The samples do not fit the network or the settings, which ask for more than this loop has, or weigh nothing.</exception>
    /// <exception cref="TrainingDivergedException">The loss of a batch is NaN or infinite; its step is not applied.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the network holds what it has learnt by then.</exception>
    public static TrainingResult Train<T>(
        Network<T> network, Samples<T> samples, TrainingSettings settings, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        settings.RequirePlainLoop();
        samples = ClassWeights.Apply(samples, settings.ClassWeights);
        samples.RequireFit(network.Spec);
        samples.RequireFinite();
        settings.RequireFit(samples.Count);
        _ = Losses.Divisor(network.Spec, samples);
        var optimizer = new OptimizerState<T>(settings.Optimizer, network);
        var isFullBatch = settings.BatchSize >= samples.Count;
        var (loss, step) = (double.NaN, 0L);
        for (var epoch = 0; epoch < settings.Epochs; epoch++)
        {
            var rate = settings.Schedule.Rate(settings.Optimizer.LearningRate, epoch, settings.Epochs);
            var order = settings.Shuffle && !isFullBatch
                ? Permutation.OfEpoch(samples.Count, settings.Seed, epoch)
                : [.. Enumerable.Range(0, samples.Count)];
            var (total, number) = (0.0, 0);
            foreach (var chosen in order.Chunk(settings.BatchSize))
            {
                cancellation.ThrowIfCancellationRequested();
                number++;

                var batch = samples.Select(chosen);
                if (Rounded<T>(Losses.Weight(batch)) == T.Zero)
                {
                    continue; // What weighs nothing has nothing to teach.
                }

                // Accumulate over the associations of the batch …
                network.ComputeGradient(batch, new Dropout(settings.Dropout, settings.Seed, step++), ref total);
                if (!double.IsFinite(total))
                {
                    throw new TrainingDivergedException(total, epoch + 1, number, rate);
                }

                // … and update.
                Penalties.Apply(network, settings);
                optimizer.Step(rate);
            }

            loss = total / Losses.Divisor(network.Spec, samples);
            progress?.Report(new(epoch + 1, loss, rate));
            if (loss < settings.StopBelow)
            {
                return new(epoch + 1, loss, StopReason.StopBelow);
            }
        }

        return new(settings.Epochs, loss, StopReason.Epochs);
    }
}
