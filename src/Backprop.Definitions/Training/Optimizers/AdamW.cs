namespace Backprop;

/// <summary>Adam with decoupled weight decay λ: first w ← w·(1 − η·λ), weights only, then as <see cref="Adam"/>.</summary>
/// <remarks>I. Loshchilov, F. Hutter, "Decoupled weight decay regularization", ICLR 2019. PyTorch decays biases too unless told otherwise.</remarks>
public sealed record AdamW : Optimizer
{
    /// <summary>The paper's learning rate, 0.001.</summary>
    public AdamW() => LearningRate = 0.001;

    /// <inheritdoc/>
    public override string Name => "adamw";

    /// <summary>λ, 0 or above.</summary>
    public double WeightDecay { get; init => field = Validated.NotNegative(value); } = 0.01;

    /// <summary>β₁, how much of the mean is kept, from 0 to below 1.</summary>
    public double Beta1 { get; init => field = Validated.BelowOne(value); } = 0.9;

    /// <summary>β₂, how much of the mean square is kept, from 0 to below 1.</summary>
    public double Beta2 { get; init => field = Validated.BelowOne(value); } = 0.999;

    /// <summary>ε, a finite number, 1e-30 or above.</summary>
    public double Epsilon { get; init => field = Validated.NotVanishing(value); } = 1e-8;
}
