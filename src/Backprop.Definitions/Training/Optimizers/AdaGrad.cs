namespace Backprop;

/// <summary>Scales by the sum of squares so far: v ← v + g²; w ← w − η·g/(√v + ε).</summary>
/// <remarks>
/// J. Duchi, E. Hazan, Y. Singer, "Adaptive subgradient methods", JMLR 2011. PyTorch's form; Keras has ε inside the root, and v
/// starts at 0.1 there, not at 0.
/// </remarks>
public sealed record AdaGrad : Optimizer
{
    /// <inheritdoc/>
    public override string Name => "adagrad";

    /// <summary>ε, a finite number, 1e-30 or above.</summary>
    public double Epsilon { get; init => field = Validated.NotVanishing(value); } = 1e-10;
}
