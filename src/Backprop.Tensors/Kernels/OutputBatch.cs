namespace Backprop.Tensors.Kernels;

/// <summary>
/// What the output layer made of a batch, and what it should have made: all [outputs × samples], one sample after the other, or all
/// turned, [samples × outputs].
/// </summary>
internal readonly ref struct OutputBatch<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> a, ReadOnlySpan<T> t, int outputs, bool isTurned = false)
{
    /// <summary>Weighted sums.</summary>
    public readonly ReadOnlySpan<T> Z = z;

    /// <summary>Outputs.</summary>
    public readonly ReadOnlySpan<T> A = a;

    /// <summary>Targets.</summary>
    public readonly ReadOnlySpan<T> Targets = t;

    /// <summary>Outputs of one sample.</summary>
    public int Outputs { get; } = outputs;

    /// <summary>Whether samples lie side by side.</summary>
    public bool IsTurned { get; } = isTurned;

    /// <summary>Number of samples.</summary>
    public int Samples => A.Length / Outputs;
}
