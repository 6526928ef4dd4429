namespace Backprop;

/// <summary>Scales by a running mean of squares: v ← ρ·v + (1 − ρ)·g²; w ← w − η·g/(√v + ε).</summary>
/// <remarks>G. Hinton, "Neural networks for machine learning", lecture 6e, 2012. PyTorch's form; Keras has ε inside the root.</remarks>
public sealed record RmsProp : Optimizer
{
    /// <inheritdoc/>
    public override string Name => "rmsprop";

    /// <summary>ρ, how much of the mean is kept, from 0 to below 1.</summary>
    public double Rho { get; init => field = Validated.BelowOne(value); } = 0.99;

    /// <summary>ε, a finite number, 1e-30 or above.</summary>
    public double Epsilon { get; init => field = Validated.NotVanishing(value); } = 1e-8;
}
