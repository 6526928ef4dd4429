using System.Diagnostics;
using System.Numerics;
using Backprop.Reference;
using MathNet.Numerics.LinearAlgebra;

namespace Backprop.Cli;

/// <summary>The executable specification as an engine.</summary>
internal sealed class ReferenceEngine<T>(Network<T> network) : IEngine<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>A network of the same numbers as one of the other engine's.</summary>
    public static ReferenceEngine<T> CopyOf(Tensors.Network<T> other)
    {
        var network = new Network<T>(other.Spec, initializer: Initializer.Constant(0));
        for (var l = 0; l < network.Layers.Count; l++)
        {
            var (w, b) = (network.Layers[l].W, network.Layers[l].B);
            var (weights, bias) = (other.Parameters.Weights(l), other.Parameters.Bias(l));
            for (var o = 0; o < w.GetLength(0); o++)
            {
                for (var i = 0; i < w.GetLength(1); i++)
                {
                    w[o, i] = weights[o, i];
                }

                if (b is not null && bias is not null)
                {
                    b[o, 0] = bias[o];
                }
            }
        }

        return new(network);
    }

    /// <inheritdoc/>
    public Tensors.TrainingReport Train(
        (Samples<T> Training, Samples<T>? HeldOut) data, TrainingSettings settings, bool isResumed, IProgress<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var (clock, last) = (Stopwatch.StartNew(), new LastProgress(progress));
        try
        {
            var result = Training.Train(network, data.Training, settings, last, cancellation);
            return new(result.Epochs, result.Loss, result.Stopped)
            {
                Elapsed = clock.Elapsed,
                SamplesPerSecond = result.Epochs * data.Training.Count / clock.Elapsed.TotalSeconds,
            };
        }
        catch (OperationCanceledException)
        {
            return new(last.Value.Epoch, last.Value.Loss, StopReason.Cancelled);
        }
    }

    /// <inheritdoc/>
    public Tensors.TrainingReport Stream(
        IEnumerable<Samples<T>> batches, Samples<T>? heldOut, TrainingSettings settings, bool isResumed, IProgress<TrainingProgress>? progress, CancellationToken cancellation) =>
        throw new ArgumentException("--stream is given; allowed with --engine tensors only, and it is reference.");

    /// <inheritdoc/>
    public Tensors.Network<T> Network
    {
        get
        {
            var copy = new Tensors.Network<T>(network.Spec, initializer: Initializer.Constant(0));
            for (var l = 0; l < network.Layers.Count; l++)
            {
                var (w, b) = (network.Layers[l].W, network.Layers[l].B);
                var (weights, bias) = (copy.Parameters.Weights(l), copy.Parameters.Bias(l));
                weights.MapIndexedInplace((o, i, _) => w[o, i], Zeros.Include);
                bias?.MapIndexedInplace((o, _) => b![o, 0], Zeros.Include);
            }

            return copy;
        }
    }

    /// <inheritdoc/>
    public double Loss(Samples<T> samples) => network.ComputeLoss(samples);

    /// <inheritdoc/>
    public double[] Predict(Samples<T> samples)
    {
        var x = new T[samples.InputSize, samples.Count];
        for (var n = 0; n < samples.Count; n++)
        {
            for (var i = 0; i < samples.InputSize; i++)
            {
                x[i, n] = samples.Input(n)[i];
            }
        }

        var a = network.Predict(x);
        var outputs = new double[a.Length];
        for (var n = 0; n < samples.Count; n++)
        {
            for (var o = 0; o < a.GetLength(0); o++)
            {
                outputs[(n * a.GetLength(0)) + o] = double.CreateChecked(a[o, n]);
            }
        }

        return outputs;
    }

    /// <inheritdoc/>
    public Explanation Explain(Samples<T> samples)
    {
        var loss = network.ComputeGradient(samples);
        return new(loss, [.. network.Layers.Select(layer =>
            new LayerExplanation(
            Rows(layer.W), Column(layer.B), Rows(layer.Z), Rows(layer.A), Rows(layer.DZ), Rows(layer.DW), Column(layer.DB)))]);
    }

    /// <summary>Remembers where a run stood.</summary>
    private sealed class LastProgress(IProgress<TrainingProgress>? next) : IProgress<TrainingProgress>
    {
        public TrainingProgress Value { get; private set; } = new(0, double.NaN, double.NaN);

        public void Report(TrainingProgress value)
        {
            Value = value;
            next?.Report(value);
        }
    }

    private static double[][] Rows(T[,] matrix) =>
        [.. Enumerable.Range(0, matrix.GetLength(0)).Select(row =>
            Enumerable.Range(0, matrix.GetLength(1)).Select(column => double.CreateChecked(matrix[row, column])).ToArray())];

    private static double[] Column(T[,]? matrix) => matrix is null ? [] : [.. Rows(matrix).Select(row => row[0])];
}
