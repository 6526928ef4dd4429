namespace Backprop;

/// <summary>Gradient descent: w ← w − η·g.</summary>
/// <remarks>
/// H. Robbins, S. Monro, "A stochastic approximation method", 1951; stochastic when a batch is a random part of the samples. The same
/// everywhere; the SGD of PyTorch and Keras has momentum as a parameter, which here is <see cref="Momentum"/>.
/// </remarks>
public sealed record Sgd : Optimizer
{
    /// <inheritdoc/>
    public override string Name => "sgd";
}
