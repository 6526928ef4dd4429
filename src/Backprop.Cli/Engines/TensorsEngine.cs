using System.Numerics;
using Backprop.Tensors;
using MathNet.Numerics.LinearAlgebra;

namespace Backprop.Cli;

/// <summary>The vectorized engine.</summary>
internal sealed class TensorsEngine<T>(Network<T> network) : IEngine<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public TrainingReport Train(
        (Samples<T> Training, Samples<T>? HeldOut) data, TrainingSettings settings, bool isResumed, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var trainer = isResumed ? Trainer<T>.Resume(settings.Checkpoint!, settings, network) : new(network, settings);
        return trainer.Fit(data.Training, data.HeldOut, isResumed ? trainer.EpochsLeft : null, progress, cancellation: cancellation);
    }

    /// <inheritdoc/>
    public TrainingReport Stream(
        IEnumerable<Samples<T>> batches, Samples<T>? heldOut, TrainingSettings settings, bool isResumed, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var trainer = isResumed ? Trainer<T>.Resume(settings.Checkpoint!, settings, network) : new(network, settings);
        return trainer.Fit(batches, heldOut, isResumed ? trainer.EpochsLeft : null, progress, cancellation: cancellation);
    }

    /// <inheritdoc/>
    public Network<T> Network => network;

    /// <inheritdoc/>
    public double Loss(Samples<T> samples) => network.ComputeLoss(samples);

    /// <inheritdoc/>
    public double[] Predict(Samples<T> samples) => Array.ConvertAll(network.Predict(samples.Inputs), double.CreateChecked);

    /// <inheritdoc/>
    public Explanation Explain(Samples<T> samples)
    {
        var trace = network.Trace(samples);
        var (parameters, gradient) = (network.Parameters, trace.Gradient);
        return new(trace.Loss, [.. trace.Layers.Select((layer, l) => new LayerExplanation(
            Rows(parameters.Weights(l)), Values(parameters.Bias(l)),
            Rows(layer.Z), Rows(layer.A), Rows(layer.Delta),
            Rows(gradient.Weights(l)), Values(gradient.Bias(l))))]);
    }

    private static double[][] Rows(Matrix<T> matrix) => Array.ConvertAll(matrix.ToRowArrays(), row => Array.ConvertAll(row, double.CreateChecked));

    private static double[] Values(MathNet.Numerics.LinearAlgebra.Vector<T>? vector) =>
        vector is null ? [] : Array.ConvertAll(vector.ToArray(), double.CreateChecked);
}
