namespace Backprop;

/// <summary>Gradient descent with momentum μ: v ← μ·v + g; w ← w − η·v.</summary>
/// <remarks>
/// B. Polyak, "Some methods of speeding up the convergence of iteration methods", 1964. PyTorch's form, without dampening;
/// Keras has the rate inside v, which differs when the rate changes.
/// </remarks>
public sealed record Momentum : Optimizer
{
    /// <inheritdoc/>
    public override string Name => "momentum";

    /// <summary>μ, from 0 to below 1.</summary>
    public double Mu { get; init => field = Validated.BelowOne(value); } = 0.9;
}
