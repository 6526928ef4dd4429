namespace Backprop.Data;

/// <summary>One period of a sine to fit: y = sin(π·x) for random x in [−1, 1), with normal noise of 0.05.</summary>
public static class SineWave
{
    private const int Count = 200;

    /// <summary>Draws the points.</summary>
    public static DataSet Sine(long seed)
    {
        var (position, noise) = (RandomStream.For(seed, StreamPurpose.Data, 0), RandomStream.For(seed, StreamPurpose.Data, 1));
        var (x, y) = (new double[Count], new double[Count]);
        for (var n = 0; n < Count; n++)
        {
            x[n] = (2 * position.Uniform(n)) - 1;
            y[n] = Math.FusedMultiplyAdd(0.05, noise.Normal(n), Elementary.Sin(Math.PI * x[n]));
        }

        return new("sine", new(LearningTask.Regression, [new("x", [])], ["y"]), new(1, x, 1, y))
        {
            Origin = DataOrigin.Generated,
            Summary = FormattableString.Invariant($"{Count} generated points, 1 input, 1 target"),
        };
    }
}
