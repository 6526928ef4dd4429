using System.Numerics;

namespace Backprop.Cli;

/// <summary>A network at work in one engine.</summary>
internal interface IEngine<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Trains it.</summary>
    /// <exception cref="TrainingDivergedException">The loss became NaN or infinite.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    TrainingResult Train(Samples<T> samples, TrainingSettings settings, IProgress<TrainingProgress>? progress, CancellationToken cancellation);

    /// <summary>E over samples.</summary>
    double Loss(Samples<T> samples);

    /// <summary>The outputs for the inputs of samples, one sample after the other.</summary>
    double[] Predict(Samples<T> samples);

    /// <summary>One pass of backpropagation over samples, with all that it computes.</summary>
    Explanation Explain(Samples<T> samples);
}
