namespace Backprop.Data.Tests;

public sealed class ElementConversionTests
{
    private static readonly Samples<double> Samples = new(2, new double[] { 1, 1e39, 3, 2e39 }, 1, new[] { 0.1, 0.2 }, new[] { 1.0, 2 });

    private static readonly DataSchema Schema = new(LearningTask.Regression, [new("x", []), new("y", [])], ["z"]);

    [Fact]
    public void A_value_too_large_for_float_is_refused_with_its_place()
    {
        var e = Assert.Throws<DataException>(() => ElementConversion.Scaled<float>(Samples, Schema, "data.csv"));
        Assert.Contains("data.csv, row 1, column 'y': 1E+39 is too large for the precision float", e.Message, StringComparison.Ordinal);
        e = Assert.Throws<DataException>(() => ElementConversion.Scaled<float>(Samples.Select([1]), Schema, "data.csv", rows: [7]));
        Assert.Contains("data.csv, row 8, column 'y': 2E+39", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_are_scaled_before_they_are_rounded_and_weights_kept()
    {
        var scaled = ElementConversion.Scaled<float>(Samples, Schema with { InputScaling = Scaling.Of([1, 1e39], [4, 1e39]) }, "data.csv");
        Assert.Equal([0, 0, 0.5f, 1], scaled.Inputs.ToArray());
        Assert.Equal([0.1f, 0.2f], scaled.Targets.ToArray());
        Assert.Equal([1, 2], scaled.Weights.ToArray());
    }
}
