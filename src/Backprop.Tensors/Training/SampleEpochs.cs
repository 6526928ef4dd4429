using System.Numerics;

namespace Backprop.Tensors;

/// <summary>Samples in memory: split, weighted by class, and visited in batches, in an order of each epoch's own.</summary>
internal sealed class SampleEpochs<T> : IEpochs<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Samples<T> _source;
    private readonly Samples<T>? _validation;
    private readonly Samples<T> _training;
    private readonly double _divisor;
    private readonly int _batchSize;
    private readonly bool _isShuffled;
    private readonly long _seed;
    private string? _fingerprint;

    /// <exception cref="ArgumentException">The samples do not fit the network, or the settings do not fit the samples.</exception>
    public SampleEpochs(Samples<T> samples, Samples<T>? validation, NetworkSpec spec, TrainingSettings settings)
    {
        samples.RequireFit(spec);
        samples.RequireFinite();
        (_source, _validation) = (samples, validation);
        var split = Validation.Split(samples, validation, settings);
        _training = ClassWeights.Apply(split.Training, settings.ClassWeights);
        HeldOut = Validation.Fit(split.HeldOut, spec, settings);
        settings.RequireFit(_training.Count);
        _divisor = Batch<T>.Of(_training, 0, _training.Count).Divisor(spec);
        _batchSize = Math.Min(settings.BatchSize, _training.Count);
        _isShuffled = settings.Shuffle && _batchSize < _training.Count;
        _seed = settings.Seed;
    }

    /// <inheritdoc/>
    public Samples<T>? HeldOut { get; }

    /// <inheritdoc/>
    public string Fingerprint => _fingerprint ??= Tensors.Fingerprint.Of(_source, _validation);

    /// <summary>Whether these are the samples of another call.</summary>
    public bool IsOf(Samples<T> samples, Samples<T>? validation) => ReferenceEquals(samples, _source) && ReferenceEquals(validation, _validation);

    /// <inheritdoc/>
    public StopReason? Visit(TrainingRun<T> run)
    {
        var order = _isShuffled ? Permutation.OfEpoch(_training.Count, _seed, run.At.Epoch) : null;
        for (var first = (long)run.At.Batch * _batchSize; first < _training.Count; first += _batchSize)
        {
            if (run.Interruption is { } reason)
            {
                return reason;
            }

            run.Step(_training, (int)first, (int)Math.Min(_batchSize, _training.Count - first), order);
            run.OfferCheckpoint();
        }

        return null;
    }

    /// <inheritdoc/>
    public double Divisor(RunPosition at) => _divisor;
}
