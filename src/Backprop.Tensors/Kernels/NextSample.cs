namespace Backprop.Tensors.Kernels;

/// <summary>The sample after the one that moves the weights, which goes through them while they go by: z = b + w·x.</summary>
internal readonly ref struct NextSample<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> b, Span<T> z)
{
    /// <summary>[in].</summary>
    public readonly ReadOnlySpan<T> X = x;

    /// <summary>[out], already moved; empty for 0.</summary>
    public readonly ReadOnlySpan<T> B = b;

    /// <summary>[out], overwritten; apart from all else in memory.</summary>
    public readonly Span<T> Z = z;

    /// <summary>Whether there is one.</summary>
    public bool IsThere => !X.IsEmpty;
}
