using System.Numerics;
using Backprop.Reference;

namespace Backprop.Cli;

/// <summary>The executable specification as an engine.</summary>
internal sealed class ReferenceEngine<T>(Network<T> network) : IEngine<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public TrainingResult Train(
        Samples<T> samples, TrainingSettings settings, IProgress<TrainingProgress> progress, CancellationToken cancellation) =>
        Training.Train(network, samples, settings, progress, cancellation);

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
}
