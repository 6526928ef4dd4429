using System.Numerics;
using Backprop.Reference;

namespace Backprop.Verification;

/// <summary>The reference.</summary>
internal sealed class ReferenceSubject<T> : ISubject<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Network<T> _network;

    public ReferenceSubject(NetworkSpec spec, T[] parameters)
    {
        _network = new(spec, initializer: Initializer.Constant(0));
        Values.Fill(_network.Parameters, parameters, part => part.Value);
    }

    public T[] Parameters => Values.Flat(_network.Parameters, parameter => parameter.Value);

    public T[] Predict(Samples<T> samples) => Values.Flat(_network.Predict(Columns.Of(samples.Inputs, samples.InputSize)));

    public double Loss(Samples<T> samples) => _network.ComputeLoss(samples);

    public Pass<T> Backpropagate(Samples<T> samples)
    {
        var loss = _network.ComputeGradient(samples);
        return new(
            loss,
            Values.Flat(_network.Parameters, parameter => parameter.Gradient),
            [.. _network.Layers.Select(layer => Values.Flat(layer.Z))],
            [.. _network.Layers.Select(layer => Values.Flat(layer.A))],
            [.. _network.Layers.Select(layer => Values.Flat(layer.DZ))]);
    }

    public TrainingResult Train(
        Samples<T> samples, TrainingSettings settings, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default) =>
        Training.Train(_network, samples, settings, progress, cancellation);

    public override string ToString() => "reference";
}
