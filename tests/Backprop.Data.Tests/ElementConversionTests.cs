namespace Backprop.Data.Tests;

public sealed class ElementConversionTests
{
    [Fact]
    public void A_value_too_large_for_float_is_refused()
    {
        var e = Assert.Throws<DataException>(() => ElementConversion.Rounded<float>([1, 1e39], "data.csv"));
        Assert.Contains("data.csv: value 1E+39 is too large for precision float", e.Message, StringComparison.Ordinal);
        Assert.Equal([0.1f], ElementConversion.Rounded<float>([0.1], "data.csv"));
    }
}
