namespace Backprop.Data.Tests;

public sealed class ElementConversionTests
{
    private static readonly Samples<double> Samples = new(2, new double[] { 1, 1e39, 3, 2e39 }, 1, new[] { 0.1, 0.2 }, new[] { 1.0, 2 });

    private static readonly DataSchema Schema = new(LearningTask.Regression, [new("x", []), new("y", [])], ["z"]);

    private static readonly DataSet Set = new("noise", Schema, Samples) { Origin = DataOrigin.Generated, Summary = "noise" };

    [Fact]
    public void A_value_too_large_for_float_is_refused_with_its_place_in_the_file()
    {
        using var file = new TemporaryFile("x,kind,y,z\n1,\"a\nb\",2,3\n4,c,1e39,5\n6,c,7,8e40\n");
        var data = DataSet.Read(CsvFile.Open(file.Path), new CsvColumns("z"));
        const string Expected = "expected is a number that, once scaled, is finite in the precision float.";
        var e = Assert.Throws<DataException>(() => ElementConversion.Scaled<float>(data.Samples, data.Schema, data));
        Assert.Equal($"{file.Path}, line 4, column 'y': '1e39'; {Expected}", e.Message);
        e = Assert.Throws<DataException>(() => ElementConversion.Scaled<float>(data.Samples.Select([2, 0]), data.Schema, data, rows: [2, 0]));
        Assert.Equal($"{file.Path}, line 5, column 'z': '8e40'; {Expected}", e.Message);
    }

    [Fact]
    public void A_value_of_no_file_is_refused_with_its_row()
    {
        var e = Assert.Throws<DataException>(() => ElementConversion.Scaled<float>(Samples, Schema, Set));
        Assert.Contains("noise, row 1, column 'y': 1E+39; expected is a number that, once scaled, is finite in the precision float.", e.Message, StringComparison.Ordinal);
        e = Assert.Throws<DataException>(() => ElementConversion.Scaled<float>(Samples.Select([1]), Schema, Set, rows: [7]));
        Assert.Contains("noise, row 8, column 'y': 2E+39", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_are_scaled_before_they_are_rounded_and_weights_kept()
    {
        var scaled = ElementConversion.Scaled<float>(Samples, Schema with { InputScaling = Scaling.Of([1, 1e39], [4, 1e39]) }, Set);
        Assert.Equal([0, 0, 0.5f, 1], scaled.Inputs.ToArray());
        Assert.Equal([0.1f, 0.2f], scaled.Targets.ToArray());
        Assert.Equal([1, 2], scaled.Weights.ToArray());
    }

    [Fact]
    public void A_scaling_of_other_values_is_refused()
    {
        var e = Assert.Throws<ArgumentException>(() => ElementConversion.Scaled<float>(Samples, Schema with { InputScaling = Scaling.Of([1, 2, 3], [1, 1, 1]) }, Set));
        Assert.Equal("Scaling is of 3 values; allowed is 2, one pair for each value of a sample.", e.Message);
    }
}
