using System.Numerics;
using Backprop.Tensors;
using Backprop.Tensors.Kernels;

namespace Backprop.Verification;

/// <summary>The engine at one vector width and number of threads.</summary>
internal sealed class EngineSubject<T> : ISubject<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Network<T> _network;

    public EngineSubject(NetworkSpec spec, ReadOnlySpan<T> parameters, VectorWidth width, int threads)
    {
        _network = new(spec, initializer: Initializer.Constant(0)) { Kernels = Kernels<T>.At(width), Threads = threads, GoesSmall = threads == 1 };
        _network.Parameters.CopyFrom(parameters);
    }

    public T[] Parameters => Flat(_network.Parameters);

    public T[] Predict(Samples<T> samples) => _network.Predict(samples).AsColumnMajorArray();

    public double Loss(Samples<T> samples) => _network.ComputeLoss(samples);

    public Pass<T> Backpropagate(Samples<T> samples)
    {
        var trace = _network.Trace(samples);
        return new(
            trace.Loss,
            Flat(trace.Gradient),
            [.. trace.Layers.Select(layer => layer.Z.AsColumnMajorArray())],
            [.. trace.Layers.Select(layer => layer.A.AsColumnMajorArray())],
            [.. trace.Layers.Select(layer => layer.Delta.AsColumnMajorArray())]);
    }

    public TrainingResult Train(
        Samples<T> samples, TrainingSettings settings, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        var report = new Trainer<T>(_network, settings).Fit(samples, progress: progress, cancellation: cancellation);
        return report.Stopped == StopReason.Cancelled
            ? throw new OperationCanceledException(cancellation)
            : new(report.Epochs, report.Loss, report.Stopped);
    }

    public override string ToString() =>
        $"engine at {Machine.Told(_network.Kernels.Width)}, threads {_network.Threads}";

    private static T[] Flat(ParameterSet<T> parameters)
    {
        var flat = new T[parameters.Count];
        parameters.CopyTo(flat);
        return flat;
    }
}
