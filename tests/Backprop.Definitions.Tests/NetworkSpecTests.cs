namespace Backprop.Definitions.Tests;

public class NetworkSpecTests
{
    [Fact]
    public void Networks_that_are_said_alike_are_equal()
    {
        var (one, other) = (Said(), Said());
        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
    }

    [Fact]
    public void Any_difference_makes_them_unequal()
    {
        NetworkSpec[] others =
        [
            new(5, Said().Layers),
            new(4, Said().Layers.RemoveAt(0)),
            new(4, [new(16, Activation.Tanh), new(3, Activation.Sigmoid)]),
            new(4, [new(16, Activation.LeakyRelu(0.02)), new(3)]),
            new(4, [new(16, Activation.LeakyRelu(), hasBias: false), new(3)]),
            new(4, [new(17, Activation.LeakyRelu()), new(3)]),
            new(4, Said().Layers, Loss.Huber()),
            new(4, Said().Layers, reduction: Reduction.Sum),
        ];
        Assert.All(others, other => Assert.NotEqual(Said(), other));
        Assert.NotEqual(new NetworkSpec(4, [new(1)], Loss.Huber(1)), new NetworkSpec(4, [new(1)], Loss.Huber(2)));
    }

    [Fact]
    public void The_loss_goes_by_the_output_where_none_is_named()
    {
        Assert.Equal(Loss.HalfSquaredError, Said().Loss);
        Assert.Equal(Loss.SoftmaxCrossEntropy, new NetworkSpec(1, [new(2, Activation.Softmax)]).Loss);
        Assert.Equal(Reduction.Mean, Said().Reduction);
    }

    [Theory]
    [InlineData("1-1", 2)]
    [InlineData("2-2-1", 9)]
    [InlineData("2-3-4", 25)]
    [InlineData("2-3-4-5", 50)]
    public void Weights_and_biases_are_counted(string sizes, long parameters)
    {
        var widths = sizes.Split('-').Select(size => int.Parse(size, null)).ToArray();
        var spec = new NetworkSpec(widths[0], widths[1..].Select(units => new LayerSpec(units)));
        Assert.Equal(parameters, spec.ParameterCount);
        var without = new NetworkSpec(widths[0], widths[1..].Select(units => new LayerSpec(units, hasBias: false)));
        Assert.Equal(parameters - widths[1..].Sum(), without.ParameterCount);
        Assert.Equal($"{sizes} {string.Join(", ", widths[1..].Select(_ => "identity"))}", spec.ToString());
    }

    [Fact]
    public void The_layers_are_copied_from_the_callers_list()
    {
        LayerSpec[] layers = [new(2), new(1)];
        var spec = new NetworkSpec(1, layers);
        layers[0] = new(99);
        Assert.Equal(2, spec.Layers[0].Units);
    }

    private static NetworkSpec Said() => new(4, [new(16, Activation.LeakyRelu()), new(3)]);
}
