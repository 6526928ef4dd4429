namespace Backprop.Tensors.Tests;

/// <summary>The engine against the reference, bit for bit, in sizes that the laws do not draw.</summary>
public class IdentityTests
{
    [Fact]
    public void A_network_large_enough_for_threads_equals_the_reference()
    {
        var spec = new NetworkSpec(300, [new(200, Activation.Relu), new(150, Activation.Tanh), new(10, Activation.Softmax)]);
        GradientBits.Check(new(spec, 70, 1), Machine.Whole);
    }

    [Theory]
    [InlineData(400, 300, 200)]
    [InlineData(33, 600, 129)]
    [InlineData(769, 40, 70)]
    public void Products_large_enough_for_threads_and_blocks_equal_the_reference(int outputs, int inputs, int batch) =>
        ProductBits.Check(new(outputs, inputs, batch, true, 1), Machine.Whole);
}
