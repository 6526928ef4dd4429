using System.Numerics;

namespace Backprop.Tensors;

/// <summary>Samples that do not fit in memory: one enumeration is an epoch, in the order and the batches in which it gives them.</summary>
internal sealed class StreamedEpochs<T> : IEpochs<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly IEnumerable<Samples<T>> _batches;
    private readonly NetworkSpec _spec;
    private readonly TrainingSettings _settings;

    /// <exception cref="ArgumentException">Settings that need all samples at once.</exception>
    public StreamedEpochs(IEnumerable<Samples<T>> batches, Samples<T>? validation, NetworkSpec spec, TrainingSettings settings)
    {
        (_batches, _spec, _settings) = (batches, spec, settings);
        HeldOut = Validation.Fit(validation, spec, settings);
        if (settings.Validation > 0)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"Validation is {settings.Validation}; allowed is 0 with a stream of batches, which cannot be split: give a validation set."));
        }

        if (settings.Optimizer is Rprop)
        {
            throw new ArgumentException("Optimizer is rprop; allowed is any other with a stream of batches, for rprop needs all samples in one.");
        }
    }

    /// <inheritdoc/>
    public Samples<T>? HeldOut { get; }

    /// <inheritdoc/>
    public string Fingerprint
    {
        get
        {
            var of = _batches is IFingerprinted known ? known.Fingerprint : "batches";
            return HeldOut is null ? $"a stream of {of}" : $"a stream of {of}, judged by {Tensors.Fingerprint.Of(HeldOut)}";
        }
    }

    /// <inheritdoc/>
    public StopReason? Visit(TrainingRun<T> run)
    {
        var (at, seen, chain) = (run.At, 0, "");
        foreach (var given in _batches is IEpochBatches<T> ordered ? ordered.Epoch(at.Epoch) : _batches)
        {
            if (run.Interruption is { } reason)
            {
                return reason;
            }

            if (seen < at.Batch)
            {
                // Done before this run was interrupted: they must be the same.
                chain = at.Chain.Length == 0 ? "" : Tensors.Fingerprint.Of(chain, given);
                if (++seen == at.Batch && chain != at.Chain)
                {
                    throw new ArgumentException(FormattableString.Invariant(
                        $"The first {at.Batch} batches differ from those that the epoch began with; allowed is to go on with the same."));
                }

                continue;
            }

            Require(given, at);
            var batch = ClassWeights.Apply(given, _settings.ClassWeights);
            run.Step(batch, 0, batch.Count, null);
            seen++;
            for (var n = 0; n < batch.Count; n++)
            {
                at.Weight += batch.Weight(n);
            }

            at.Chain = _settings.Checkpoint is null ? "" : Tensors.Fingerprint.Of(at.Chain, given);
            run.OfferCheckpoint();
        }

        return seen == 0 || seen != at.Batch
            ? throw new ArgumentException(FormattableString.Invariant(
                $"The stream has {seen} batches; allowed is one or more, and not less than the {at.Batch} that the epoch began with."))
            : T.CreateChecked(at.Weight) == T.Zero
            ? throw new ArgumentException(FormattableString.Invariant($"Epoch {at.Epoch + 1} weighs nothing: all its sample weights are 0."))
            : null;
    }

    /// <inheritdoc/>
    public double Divisor(RunPosition at) =>
        (_spec.Reduction == Reduction.Sum ? 1 : at.Weight) * (_spec.Loss.IsMeanOverOutputs ? _spec.Outputs : 1);

    private void Require(Samples<T>? batch, RunPosition at)
    {
        if (batch is null || batch.Count == 0)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"Batch {at.Batch + 1} of epoch {at.Epoch + 1} has no samples; allowed is one or more."));
        }

        batch.RequireFit(_spec);
        batch.RequireFinite();
    }
}
