namespace Backprop;

/// <summary>How a network is trained. Immutable; every value is checked where it is set.</summary>
public sealed record TrainingSettings
{
    /// <summary>A batch size that is never smaller than the data: one update per epoch.</summary>
    public const int FullBatch = int.MaxValue;

    /// <summary>How often all samples are visited, 0 or more.</summary>
    public int Epochs { get; init => field = Validated.AtLeast(0, value); } = 100;

    /// <summary>Samples in a batch, 1 or more; the last batch of an epoch takes what is left. 1 is online training.</summary>
    public int BatchSize { get; init => field = Validated.AtLeast(1, value); } = 32;

    /// <summary>What makes a step of a gradient.</summary>
    public Optimizer Optimizer { get; init => field = Possible(Validated.NotNull(value)); } = new Adam();

    /// <summary>How the learning rate changes over the epochs.</summary>
    public Schedule Schedule { get; init => field = Validated.NotNull(value); } = new ConstantRate();

    /// <summary>λ of the L1 penalty λ·Σ|w| over the weights, 0 or above; not divided by the batch size.</summary>
    public double L1 { get; init => field = Validated.NotNegative(value); }

    /// <summary>λ of the L2 penalty ½·λ·Σw² over the weights, 0 or above; not divided by the batch size.</summary>
    public double L2 { get; init => field = Validated.NotNegative(value); }

    /// <summary>The probability that a hidden unit is silenced in a step, from 0 to below 1.</summary>
    public double Dropout { get; init => field = Validated.BelowOne(value); }

    /// <summary>Each element of the gradient is cut to ± this, 1e-30 or above; infinity is no limit.</summary>
    public double ClipValue { get; init => field = Validated.Limit(value); } = double.PositiveInfinity;

    /// <summary>The gradient is scaled down to this Euclidean norm if it is longer, 1e-30 or above; infinity is no limit.</summary>
    public double ClipNorm { get; init => field = Validated.Limit(value); } = double.PositiveInfinity;

    /// <summary>Whether each epoch visits the samples in an order of its own. A full batch keeps the given order: it has but one.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>The seed of all that is random while training.</summary>
    public long Seed { get; init; }

    /// <summary>Training stops after an epoch whose loss is below this, 0 or above; 0 never stops.</summary>
    public double StopBelow { get; init => field = Validated.NotNegative(value); }

    /// <summary>What an optimizer cannot check while its values are being set one by one.</summary>
    private static Optimizer Possible(Optimizer optimizer) =>
        optimizer is Rprop { SmallestStep: var smallest, LargestStep: var largest } && smallest > largest
            ? throw Validated.Impossible(nameof(Rprop.SmallestStep), smallest, FormattableString.Invariant($"at most LargestStep, {largest}"))
            : optimizer;

    /// <summary>Passes if so many samples can be trained on with these settings.</summary>
    /// <exception cref="ArgumentException">Rprop with batches smaller than the data.</exception>
    public void RequireFit(int samples)
    {
        if (Optimizer is Rprop && BatchSize < samples)
        {
            throw Validated.Impossible(nameof(BatchSize), BatchSize, FormattableString.Invariant($"the full batch with rprop, {samples} or above"));
        }
    }
}
