namespace Backprop.Definitions.Tests;

/// <summary>First weights of a layer of n = 300 inputs and m = 100 units.</summary>
public class InitializerTests
{
    private const int N = 300;
    private const int M = 100;
    private static readonly NetworkSpec Spec = new(N, [new(M), new(1)]);

    public static TheoryData<string, double, double> Uniforms => new()
    {
        { "uniform", -0.25, 0.75 },
        { "glorot-uniform", -Math.Sqrt(6.0 / (N + M)), Math.Sqrt(6.0 / (N + M)) },
        { "he-uniform", -Math.Sqrt(6.0 / N), Math.Sqrt(6.0 / N) },
    };

    public static TheoryData<string, double> Normals => new()
    {
        { "glorot-normal", 2.0 / (N + M) },
        { "he-normal", 2.0 / N },
        { "lecun-normal", 1.0 / N },
    };

    /// <summary>30,000 draws come within a thousandth of the width to both ends but once in 10¹³ streams.</summary>
    [Theory]
    [MemberData(nameof(Uniforms))]
    public void Uniform_weights_fill_their_range(string name, double low, double high)
    {
        var weights = Weights(Named(name));
        var (edge, variance) = (0.001 * (high - low), (high - low) * (high - low) / 12);
        Assert.InRange(weights.Min(), low, low + edge);
        Assert.InRange(weights.Max(), high - edge, Math.BitDecrement(high));
        Assert.Equal(variance, Variance(weights), variance * 5 * Math.Sqrt(0.8 / weights.Length));
    }

    [Theory]
    [MemberData(nameof(Normals))]
    public void Normal_weights_have_their_variance(string name, double variance)
    {
        var weights = Weights(Named(name));
        Assert.Equal(0, weights.Average(), 5 * Math.Sqrt(variance / weights.Length));
        Assert.Equal(variance, Variance(weights), variance * 5 * Math.Sqrt(2.0 / weights.Length));
        Assert.True(weights.Max() > 3.5 * Math.Sqrt(variance), "the tail is cut");
    }

    [Fact]
    public void Constant_weights_are_the_constant() => Assert.All(Weights(Initializer.Constant(0.5)), w => Assert.Equal(0.5, w));

    [Theory]
    [InlineData("relu", "he-uniform")]
    [InlineData("leaky-relu", "he-uniform")]
    [InlineData("elu", "he-uniform")]
    [InlineData("silu", "he-uniform")]
    [InlineData("gelu", "he-uniform")]
    [InlineData("identity", "glorot-uniform")]
    [InlineData("sigmoid", "glorot-uniform")]
    [InlineData("tanh", "glorot-uniform")]
    [InlineData("softplus", "glorot-uniform")]
    [InlineData("softmax", "glorot-uniform")]
    public void The_default_goes_by_the_activation(string activation, string initializer) =>
        Assert.Equal(initializer, Initializer.For(Activation.Parse(activation)).Name);

    [Fact]
    public void A_weight_is_draw_o_times_inputs_plus_i_of_its_layers_stream()
    {
        var stream = RandomStream.For(9, StreamPurpose.Weights, 0);
        Assert.Equal((2 * stream.Uniform((7 * N) + 5)) - 1, Initializer.Uniform(-1, 1).Weight(Spec, 0, 7, 5, 9), 1e-15);
        Assert.Equal(stream.Normal((7 * N) + 5) * Math.Sqrt(2.0 / N), Initializer.HeNormal.Weight(Spec, 0, 7, 5, 9), 1e-15);
        Assert.NotEqual(Initializer.HeNormal.Weight(Spec, 0, 0, 5, 9), Initializer.HeNormal.Weight(Spec, 1, 0, 5, 9));
    }

    private static Initializer Named(string name) => new[]
    {
        Initializer.Uniform(-0.25, 0.75), Initializer.GlorotUniform, Initializer.GlorotNormal, Initializer.HeUniform, Initializer.HeNormal, Initializer.LeCunNormal,
    }.Single(each => each.Name == name);

    private static double[] Weights(Initializer initializer) =>
        [.. Enumerable.Range(0, N * M).Select(k => initializer.Weight(Spec, 0, k / N, k % N, seed: 1))];

    private static double Variance(double[] weights)
    {
        var mean = weights.Average();
        return weights.Average(w => (w - mean) * (w - mean));
    }
}
