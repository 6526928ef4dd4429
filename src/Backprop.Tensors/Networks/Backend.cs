namespace Backprop.Tensors;

/// <summary>Which implementation computes the three matrix products of a step.</summary>
public enum Backend
{
    /// <summary>Backprop's own kernels, with the bits of the reference: the default.</summary>
    Simd,

    /// <summary>
    /// MathNet's matrix operations through whatever provider the host chose: equal within γ_k·Σ|a||b|, γ_k = k·ε/(1 − k·ε) for
    /// sums of k products; allocates. The baseline of comparisons.
    /// </summary>
    MathNet,
}
