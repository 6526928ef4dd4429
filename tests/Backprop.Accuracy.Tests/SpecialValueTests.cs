namespace Backprop.Accuracy.Tests;

public sealed class SpecialValueTests
{
    private const double Infinity = double.PositiveInfinity;
    private const double NaN = double.NaN;
    private const double Least = double.Epsilon;

    /// <summary>Results for −∞, −1, −least subnormal, −0, +0, least subnormal, ∞; NaN gives NaN always.</summary>
    public static TheoryData<string, double[]> Table => new()
    {
        { "exp", [0, 0.36787944117144233, 1, 1, 1, 1, Infinity] },
        { "expm1", [-1, -0.6321205588285577, -Least, -0.0, 0, Least, Infinity] },
        { "log", [NaN, NaN, NaN, -Infinity, -Infinity, -744.4400719213812, Infinity] },
        { "log1p", [NaN, -Infinity, -Least, -0.0, 0, Least, Infinity] },
        { "tanh", [-1, -0.7615941559557649, -Least, -0.0, 0, Least, 1] },
        { "erf", [-1, -0.8427007929497149, -Least, -0.0, 0, Least, 1] },
        { "erfc", [2, 1.8427007929497148, 1, 1, 1, 1, 0] },
        { "sin", [NaN, -0.8414709848078965, -Least, -0.0, 0, Least, NaN] },
        { "cos", [NaN, 0.5403023058681398, 1, 1, 1, 1, NaN] },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Zeros_subnormals_infinities_and_NaN_give_the_limits(string name, double[] expected)
    {
        double[] arguments = [-Infinity, -1, -Least, -0.0, 0, Least, Infinity, NaN];
        var function = ElementaryFunctions.Named(name);
        for (var i = 0; i < arguments.Length; i++) AssertBits(expected.Append(NaN).ElementAt(i), function.InDouble(arguments[i]));
    }

    /// <summary>A double subnormal is not an argument for the float versions; all else is.</summary>
    [Theory]
    [MemberData(nameof(Table))]
    public void The_float_versions_round_to_the_same_limits(string name, double[] expected)
    {
        var function = ElementaryFunctions.Named(name).InFloat;
        if (function == null) return;
        double[] arguments = [-Infinity, -1, -0.0, 0, Infinity, NaN];
        double[] limits = [expected[0], expected[1], expected[3], expected[4], expected[6], NaN];
        for (var i = 0; i < arguments.Length; i++) AssertBits((float)limits[i], (float)function(arguments[i]));
    }

    [Theory]
    [InlineData(709.782712893384, 1.7976931348622732E+308)]
    [InlineData(709.7827128933841, Infinity)]
    [InlineData(-708.5, 2.006132305331306E-308)]
    [InlineData(-744, 1E-323)]
    [InlineData(-745.1332191019411, Least)]
    [InlineData(-745.1332191019412, 0)]
    [InlineData(double.MaxValue, Infinity)]
    [InlineData(double.MinValue, 0)]
    public void Exp_is_right_where_it_overflows_and_underflows(double x, double expected) =>
        AssertBits(expected, Elementary.Exp<double>(x));

    [Fact]
    public void Log1p_of_less_than_minus_1_is_NaN() =>
        Assert.All([Math.BitDecrement(-1.0), -2, double.MinValue], x => Assert.Equal(NaN, Elementary.Log1p<double>(x)));

    private static void AssertBits(double expected, double actual)
    {
        if (double.IsNaN(expected)) Assert.Equal(expected, actual);
        else Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(actual));
    }
}
