using System.Numerics;
using Backprop.Tensors;

namespace Backprop.Cli;

/// <summary>A network at work in one engine.</summary>
internal interface IEngine<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Trains it. A run that is cancelled says so in its report.</summary>
    /// <param name="data">What trains, and what the network is judged by meanwhile if the engine does that.</param>
    /// <param name="settings">How.</param>
    /// <param name="isResumed">Whether to go on from the checkpoint that the settings name.</param>
    /// <param name="progress">Told after each epoch.</param>
    /// <param name="cancellation">Heard between two steps.</param>
    /// <exception cref="ArgumentException">Settings, data and checkpoint do not go together.</exception>
    /// <exception cref="TrainingDivergedException">The loss became NaN or infinite.</exception>
    TrainingReport Train(
        (Samples<T> Training, Samples<T>? HeldOut) data, TrainingSettings settings, bool isResumed, IProgress<TrainingProgress>? progress, CancellationToken cancellation);

    /// <summary>Trains it on batches that come one after the other.</summary>
    /// <param name="batches">The batches of an epoch, asked for each.</param>
    /// <param name="heldOut">What the network is judged by meanwhile, or null.</param>
    /// <param name="settings">How.</param>
    /// <param name="isResumed">Whether to go on from the checkpoint that the settings name.</param>
    /// <param name="progress">Told after each epoch.</param>
    /// <param name="cancellation">Heard between two steps.</param>
    /// <exception cref="ArgumentException">The engine has no streams, or settings, data and checkpoint do not go together.</exception>
    /// <exception cref="TrainingDivergedException">The loss became NaN or infinite.</exception>
    TrainingReport Stream(
        IEnumerable<Samples<T>> batches, Samples<T>? heldOut, TrainingSettings settings, bool isResumed, IProgress<TrainingProgress>? progress, CancellationToken cancellation);

    /// <summary>The network as model files hold it.</summary>
    Network<T> Network { get; }

    /// <summary>E over samples.</summary>
    double Loss(Samples<T> samples);

    /// <summary>The outputs for the inputs of samples, one sample after the other.</summary>
    double[] Predict(Samples<T> samples);

    /// <summary>One pass of backpropagation over samples, with all that it computes.</summary>
    Explanation Explain(Samples<T> samples);
}
