namespace Backprop;

/// <summary>
/// Dropout: while training, each unit of a hidden layer is silenced with a probability p, and the others are scaled by
/// 1/(1 − p), so that their expected sum stays.
/// </summary>
/// <remarks>Source: N. Srivastava et al., "Dropout: a simple way to prevent neural networks from overfitting", JMLR 2014.</remarks>
public static class DropoutMask
{
    /// <summary>Whether a unit stays: draw sample·units + unit of the stream is p or above.</summary>
    /// <param name="stream">The stream of the step and layer: <see cref="StreamOf"/>.</param>
    /// <param name="probability">p.</param>
    /// <param name="sample">The sample's position in its batch.</param>
    /// <param name="units">Units in the layer.</param>
    /// <param name="unit">The unit's position in the layer.</param>
    public static bool Keeps(RandomStream stream, double probability, int sample, int units, int unit) =>
        stream.Uniform(((long)sample * units) + unit) >= probability;

    /// <summary>The stream that masks one layer in one step of a run; steps count from 0 through all epochs.</summary>
    public static RandomStream StreamOf(long seed, long step, int layer) =>
        RandomStream.For(seed, StreamPurpose.Dropout, step, layer);

    /// <summary>What a unit that stays is multiplied by: 1/(1 − p).</summary>
    public static double Scale(double probability) => 1 / (1 - probability);
}
