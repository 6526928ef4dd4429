namespace Backprop.Data.Tests;

public sealed class ElementConversionTests
{
    private static readonly Samples<double> Samples = new(2, new double[] { 1, 1e39, 3, 2e39 }, 1, new[] { 0.1, 0.2 }, new[] { 1.0, 2 });

    [Fact]
    public void A_value_too_large_for_float_is_refused()
    {
        var e = Assert.Throws<DataException>(() => ElementConversion.Scaled<float>(Samples, null, null, "data.csv"));
        Assert.Contains("data.csv, row 1: value 1E+39 is too large for the precision float", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_are_scaled_before_they_are_rounded_and_weights_kept()
    {
        var scaled = ElementConversion.Scaled<float>(Samples, Scaling.Of([1, 1e39], [4, 1e39]), null, "data.csv");
        Assert.Equal([0, 0, 0.5f, 1], scaled.Inputs.ToArray());
        Assert.Equal([0.1f, 0.2f], scaled.Targets.ToArray());
        Assert.Equal([1, 2], scaled.Weights.ToArray());
    }
}
