using FsCheck.Xunit;

namespace Backprop.Definitions.Tests;

public class DropoutMaskTests
{
    /// <summary>Of n units n·(1 − p) stay, give or take √(n·p·(1 − p)); five times that happens once in two million masks.</summary>
    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void About_one_minus_p_of_the_units_stay(double p)
    {
        const int Units = 100;
        const int Samples = 1000;
        var stream = DropoutMask.StreamOf(seed: 1, step: 2, layer: 0);
        var kept = Enumerable.Range(0, Samples).Sum(n => Enumerable.Range(0, Units).Count(o => DropoutMask.Keeps(stream, p, n, Units, o)));
        const double N = Units * Samples;
        Assert.Equal(N * (1 - p), kept, 5 * Math.Sqrt(N * p * (1 - p)));
    }

    [Property]
    public void A_mask_is_a_function_of_seed_step_layer_sample_and_unit(long seed, ushort step, byte layer, byte sample, byte unit)
    {
        var (stream, same) = (DropoutMask.StreamOf(seed, step, layer), DropoutMask.StreamOf(seed, step, layer));
        Assert.Equal(DropoutMask.Keeps(stream, 0.5, sample, 256, unit), DropoutMask.Keeps(same, 0.5, sample, 256, unit));
        Assert.Equal(stream.Uniform((sample * 256) + unit) >= 0.5, DropoutMask.Keeps(stream, 0.5, sample, 256, unit));
        Assert.NotEqual(stream, DropoutMask.StreamOf(seed, step + 1, layer));
        Assert.NotEqual(stream, DropoutMask.StreamOf(seed, step, layer + 1));
    }

    [Fact]
    public void What_stays_keeps_the_expected_sum() =>
        Assert.Equal((1, 2, 4), (DropoutMask.Scale(0), DropoutMask.Scale(0.5), DropoutMask.Scale(0.75)));
}
