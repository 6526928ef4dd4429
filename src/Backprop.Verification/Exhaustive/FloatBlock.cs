using Backprop.Reference;

namespace Backprop.Verification;

/// <summary>
/// Floats that share their low bits, spread evenly over all that there are: any few blocks are a sample of them all. Room beside
/// them for results, so that a worker allocates once; all of it fits in the second-level cache.
/// </summary>
internal sealed class FloatBlock
{
    /// <summary>Floats of a block.</summary>
    public const int Size = 1 << HighBits;

    /// <summary>Blocks that hold every float once.</summary>
    public const int Count = 1 << LowBits;

    private const int HighBits = 14;
    private const int LowBits = 32 - HighBits;

    // Odd, so that every pattern of low bits comes once, and far from its neighbors: the first blocks are spread well too.
    private const uint Scattering = 0x9E375;

    private Activation? _activated;

    /// <summary>The floats, ascending by their bits.</summary>
    public float[] X { get; } = new float[Size];

    /// <summary>The same as doubles.</summary>
    public double[] WideX { get; } = new double[Size];

    /// <summary>a = f(x) by the scalar definition, of the last activation that was asked for.</summary>
    public float[] A { get; } = new float[Size];

    /// <summary>The same as doubles.</summary>
    public double[] WideA { get; } = new double[Size];

    /// <summary>Ones: an error that a derivative is multiplied by.</summary>
    public float[] One { get; } = [.. Enumerable.Repeat(1f, Size)];

    /// <inheritdoc cref="One"/>
    public double[] WideOne { get; } = [.. Enumerable.Repeat(1.0, Size)];

    /// <summary>What the scalar definition gives.</summary>
    public float[] Expected { get; } = new float[Size];

    /// <inheritdoc cref="Expected"/>
    public double[] WideExpected { get; } = new double[Size];

    /// <summary>What lanes give.</summary>
    public float[] Found { get; } = new float[Size];

    /// <inheritdoc cref="Found"/>
    public double[] WideFound { get; } = new double[Size];

    /// <summary>Takes the floats of a block.</summary>
    /// <param name="block">0 to <see cref="Count"/> − 1.</param>
    public void Fill(int block)
    {
        var low = LowBitsOf(block);
        for (var i = 0; i < Size; i++)
        {
            X[i] = BitConverter.UInt32BitsToSingle(((uint)i << LowBits) | low);
            WideX[i] = X[i];
        }

        _activated = null;
    }

    /// <summary>What the bits of all floats of a block end with.</summary>
    public static uint LowBitsOf(int block) => (uint)block * Scattering % Count;

    /// <summary>Sees to it that <see cref="A"/> is of this activation.</summary>
    public void Activate(Activation f)
    {
        if (_activated == f)
        {
            return;
        }

        for (var i = 0; i < Size; i++)
        {
            A[i] = Activations.Value(f, X[i]);
            WideA[i] = A[i];
        }

        _activated = f;
    }
}
