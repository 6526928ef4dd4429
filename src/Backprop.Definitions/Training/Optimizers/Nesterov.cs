namespace Backprop;

/// <summary>Momentum that looks ahead: v ← μ·v + g; w ← w − η·(μ·v + g).</summary>
/// <remarks>
/// I. Sutskever et al., "On the importance of initialization and momentum in deep learning", ICML 2013. PyTorch's form; Keras
/// has the rate inside v, as the paper does, which differs when the rate changes.
/// </remarks>
public sealed record Nesterov : Optimizer
{
    /// <inheritdoc/>
    public override string Name => "nesterov";

    /// <summary>μ, from 0 to below 1.</summary>
    public double Mu { get; init => field = Validated.BelowOne(value); } = 0.9;
}
