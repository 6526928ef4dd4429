using System.Globalization;

namespace Backprop.Accuracy.Tests;

public sealed class OracleTests
{
    /// <summary>Far more than any test asks for: a thousandth of an ulp of double is 2⁻⁶³.</summary>
    private const double RelativeError = 1.0 / (1L << 45) / (1L << 45);

    public static TheoryData<string> Functions => [.. ElementaryFunctions.All.Select(function => function.Name)];

    /// <summary>oracle.txt is mpmath's word, written by oracle.py: name, argument, (high + low)·2^exponent.</summary>
    [Theory]
    [MemberData(nameof(Functions))]
    public void The_oracle_agrees_with_mpmath_to_90_bits(string name)
    {
        var lines = File.ReadLines("oracle.txt").Select(line => line.Split(' ')).Where(line => line[0] == name).ToList();
        Assert.Equal(90, lines.Count);
        foreach (var line in lines)
        {
            var numbers = line[1..4].Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray();
            var expected = new DoubleDouble(numbers[1], numbers[2]);
            var oracle = ElementaryFunctions.Named(name).Oracle(numbers[0]);
            var actual = DoubleDouble.Scaled(oracle.Value, oracle.Exponent - int.Parse(line[4], CultureInfo.InvariantCulture));
            var error = Math.Abs((actual - expected).High / expected.High);
            Assert.True(error <= RelativeError, $"{name}({line[1]}): relative error {error:E2}, {actual} is not {expected}");
        }
    }
}
