namespace Backprop.Accuracy.Tests;

public sealed class PowerTests
{
    [Theory]
    [InlineData(double.NaN, 0, 1)]
    [InlineData(0, 0, 1)]
    [InlineData(2, -3, 0.125)]
    [InlineData(-2, 3, -8)]
    [InlineData(0, -1, double.PositiveInfinity)]
    [InlineData(-0.0, 3, -0.0)]
    [InlineData(1, int.MinValue, 1)]
    [InlineData(2, int.MinValue, 0)]
    [InlineData(double.PositiveInfinity, -2, 0)]
    public void Simple_powers_are_exact(double x, int n, double expected) =>
        Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(Elementary.Power(x, n)));

    /// <summary>n − 1 multiplications' worth of roundings, of half an ulp each, and one for the division.</summary>
    [Fact]
    public void The_error_grows_no_faster_than_the_exponent()
    {
        var random = new Random(1);
        for (var i = 0; i < 10_000; i++)
        {
            var x = 0.9 + 0.2 * random.NextDouble();
            var n = random.Next(-1000, 1000);
            DoubleDouble exact = 1;
            for (var k = Math.Abs(n); k > 0; k--) exact *= x;
            if (n < 0) exact = 1 / exact;
            var error = Math.Abs((Elementary.Power(x, n) - exact).High / exact.High);
            Assert.True(error <= (Math.Abs(n) + 1) * Math.ScaleB(1, -53), $"{x:R}^{n}: relative error {error:E2}");
        }
    }
}
