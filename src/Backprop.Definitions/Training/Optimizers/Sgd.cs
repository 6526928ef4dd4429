namespace Backprop;

/// <summary>Gradient descent: w ← w − η·g.</summary>
/// <remarks>Called stochastic when a batch is a random part of the samples. H. Robbins, S. Monro, 1951.</remarks>
public sealed record Sgd : Optimizer
{
    /// <inheritdoc/>
    public override string Name => "sgd";
}
