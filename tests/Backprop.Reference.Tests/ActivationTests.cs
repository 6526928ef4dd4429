namespace Backprop.Reference.Tests;

/// <summary>Activations where formulas are in danger: far out, at zero, and at what is not a number.</summary>
public class ActivationTests
{
    private static readonly double[] Everywhere =
        [0, double.Epsilon, 1e-300, 1e-8, 0.1, 0.5, 1, 2, 5, 17, 39, 41, 700, 750, 1e4, 1e300, double.MaxValue];

    public static TheoryData<string> OfOneUnit => [.. Activation.All.Where(f => f != Activation.Softmax).Select(f => f.Name)];

    [Theory]
    [MemberData(nameof(OfOneUnit))]
    public void Values_and_derivatives_are_finite_at_all_finite_numbers(string name)
    {
        var f = Activation.Parse(name);
        foreach (var z in Everywhere.SelectMany(z => new[] { z, -z }))
        {
            var a = Activations.Value(f, z);
            Assert.True(double.IsFinite(a) && double.IsFinite(Activations.Derivative(f, z, a)), $"{name} at {z}");
        }
    }

    [Theory]
    [MemberData(nameof(OfOneUnit))]
    public void What_is_not_a_number_stays_so(string name)
    {
        Assert.True(double.IsNaN(Activations.Value(Activation.Parse(name), double.NaN)));
        Assert.True(float.IsNaN(Activations.Value(Activation.Parse(name), float.NaN)));
    }

    [Theory]
    [InlineData("identity", double.NegativeInfinity, double.PositiveInfinity)]
    [InlineData("sigmoid", 0, 1)]
    [InlineData("tanh", -1, 1)]
    [InlineData("relu", 0, double.PositiveInfinity)]
    [InlineData("leaky-relu", double.NegativeInfinity, double.PositiveInfinity)]
    [InlineData("elu", -1, double.PositiveInfinity)]
    [InlineData("silu", 0, double.PositiveInfinity)]
    [InlineData("gelu", 0, double.PositiveInfinity)]
    [InlineData("softplus", 0, double.PositiveInfinity)]
    public void Infinities_give_the_limits(string name, double below, double above)
    {
        var f = Activation.Parse(name);
        Assert.Equal((below, above), (Activations.Value(f, double.NegativeInfinity), Activations.Value(f, double.PositiveInfinity)));
        var slopes = (Activations.Derivative(f, double.NegativeInfinity, below), Activations.Derivative(f, double.PositiveInfinity, above));
        Assert.Equal((name is "identity" ? 1 : name is "leaky-relu" ? 0.01 : 0, name is "sigmoid" or "tanh" ? 0 : 1), slopes);
    }

    [Fact]
    public void At_zero_a_kink_takes_its_left_side()
    {
        Assert.Equal((0, 0), At(Activation.Relu));
        Assert.Equal((0, 0.25), At(Activation.LeakyRelu(0.25)));
        Assert.Equal((0, 0.5), At(Activation.Elu(0.5)));

        static (double, double) At(Activation f) => (Activations.Value(f, 0.0), Activations.Derivative(f, 0.0, 0.0));
    }

    /// <summary>One rounding, from the double's own value: float results are the doubles', rounded.</summary>
    [Theory]
    [MemberData(nameof(OfOneUnit))]
    public void Floats_are_rounded_doubles(string name)
    {
        var f = Activation.Parse(name);
        foreach (var z in Everywhere.SelectMany(z => new[] { (float)z, -(float)z }).Where(float.IsFinite))
        {
            // The coefficients for float are fewer: half a unit of the float's last place, and a little of theirs.
            var (wide, narrow) = (Activations.Value(f, (double)z), Activations.Value(f, z));
            var parameterRounding = Math.Abs(wide) * Math.Pow(2, -23);
            Near.Within((0.51 * (MathF.BitIncrement(MathF.Abs(narrow)) - MathF.Abs(narrow))) + (f.ParameterName is null ? 0 : parameterRounding), wide, narrow, $"{name} at {z}");
        }
    }

    [Fact]
    public void Softmax_is_no_function_of_one_unit() =>
        Assert.Contains("softmax is not a function of one unit", Assert.Throws<ArgumentException>(() => Activations.Value(Activation.Softmax, 1.0)).Message, StringComparison.Ordinal);
}
