using System.Collections.Immutable;

namespace Backprop;

/// <summary>
/// How a network is trained. Immutable; every value is checked where it is set. Both engines read it; what only the trainer
/// of <c>Backprop.Tensors</c> has is refused by the reference's plain loop: <see cref="RequirePlainLoop"/>.
/// </summary>
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

    /// <summary>What a sample of each class counts, 0 or above, not all 0; empty if classes count alike. Multiplied into the samples' own weights: see <see cref="Backprop.ClassWeights"/>.</summary>
    public ImmutableArray<double> ClassWeights { get; init => field = Possible(value); } = [];

    /// <summary>The fraction of the samples that the trainer holds out, of each class alike, to judge the network by after each epoch; from 0, which is none, to below 1.</summary>
    public double Validation { get; init => field = Validated.BelowOne(value); }

    /// <summary>The trainer stops after so many epochs in a row whose validation loss is not below the best so far, and keeps the best parameters; 0 never stops.</summary>
    public int Patience { get; init => field = Validated.AtLeast(0, value); }

    /// <summary>How long a call of the trainer may take; it stops at the first batch after that. Null is no limit.</summary>
    public TimeSpan? TimeLimit { get; init => field = value is not { } limit || limit > TimeSpan.Zero ? value : throw Validated.Impossible(nameof(TimeLimit), limit, "a time above 0, or null"); }

    /// <summary>The file that the trainer keeps its state in, so that a run that ends in any way can be resumed; null is none.</summary>
    public string? Checkpoint { get; init => field = value is not "" ? value : throw Validated.Impossible(nameof(Checkpoint), "''", "the path of a file, or null"); }

    /// <summary>The time between two writings of the checkpoint, 0 or above; 0 writes it after every batch. It is also written where a call ends.</summary>
    public TimeSpan CheckpointEvery { get; init => field = value >= TimeSpan.Zero ? value : throw Validated.Impossible(nameof(CheckpointEvery), value, "0 or above"); } = TimeSpan.FromSeconds(30);

    /// <summary>Passes if these settings ask for nothing that only the trainer has.</summary>
    /// <exception cref="ArgumentException">They do; the message names the setting.</exception>
    public void RequirePlainLoop()
    {
        Plain(Validation == 0, nameof(Validation), Validation, "0");
        Plain(Patience == 0, nameof(Patience), Patience, "0");
        Plain(TimeLimit is null, nameof(TimeLimit), TimeLimit, "null");
        Plain(Checkpoint is null, nameof(Checkpoint), Checkpoint, "null");
        Plain(Schedule is not PlateauDecay, nameof(Schedule), "reduce on plateau", "a schedule of the epochs alone");

        static void Plain(bool isPlain, string setting, object? value, string allowed)
        {
            if (!isPlain)
            {
                throw Validated.Impossible(setting, value!, $"{allowed} in the plain loop, which is not the trainer");
            }
        }
    }

    private static ImmutableArray<double> Possible(ImmutableArray<double> weights)
    {
        if (weights.IsDefault)
        {
            return [];
        }

        foreach (var weight in weights)
        {
            Validated.NotNegative(weight, "A class weight");
        }

        return weights.IsEmpty || weights.Any(weight => weight > 0)
            ? weights
            : throw Validated.Impossible(nameof(ClassWeights), "0 for every class", "a weight above 0 for one class or more");
    }

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
