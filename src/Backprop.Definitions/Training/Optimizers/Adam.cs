namespace Backprop;

/// <summary>
/// Adaptive moments: m ← β₁·m + (1 − β₁)·g; v ← β₂·v + (1 − β₂)·g²; w ← w − α·m/(√v + ε̂), where at step t
/// α = η·√(1 − β₂ᵗ)/(1 − β₁ᵗ) and ε̂ = ε·√(1 − β₂ᵗ).
/// </summary>
/// <remarks>
/// D. Kingma, J. Ba, "Adam: a method for stochastic optimization", ICLR 2015, in the form of its section 2 whose ε is that
/// of algorithm 1, which PyTorch uses; Keras takes ε for ε̂.
/// </remarks>
public sealed record Adam : Optimizer
{
    /// <summary>The paper's learning rate, 0.001.</summary>
    public Adam() => LearningRate = 0.001;

    /// <inheritdoc/>
    public override string Name => "adam";

    /// <summary>β₁, how much of the mean is kept, from 0 to below 1.</summary>
    public double Beta1 { get; init => field = Validated.BelowOne(value); } = 0.9;

    /// <summary>β₂, how much of the mean square is kept, from 0 to below 1.</summary>
    public double Beta2 { get; init => field = Validated.BelowOne(value); } = 0.999;

    /// <summary>ε, a finite number, 1e-30 or above.</summary>
    public double Epsilon { get; init => field = Validated.NotVanishing(value); } = 1e-8;
}
