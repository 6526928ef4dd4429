namespace Backprop.Tensors.Tests;

/// <summary>The products of a layer against three plain loops, bit for bit, in sizes that the laws do not draw.</summary>
public class LargeProductTests
{
    [Theory]
    [InlineData(400, 300, 200)]
    [InlineData(33, 600, 129)]
    [InlineData(769, 40, 70)]
    [InlineData(40, 1100, 130)] // A goes over B in parts, in two blocks of depth
    [InlineData(528, 9, 1024)] // C is far, and its columns begin inside of lines
    [InlineData(1030, 200, 170)] // B is packed for many rows
    [InlineData(1030, 530, 520)] // C is far and B large: more of A at a time
    [InlineData(2050, 600, 256)] // C is far and B is not large: more depth at a time
    [InlineData(580, 576, 288)] // the input gradient is turned, in two parts
    [InlineData(10, 900, 1)] // the weight gradient of one sample is laid down near by, in three parts
    public void Products_large_enough_for_threads_and_blocks_equal_the_reference(int outputs, int inputs, int batch) =>
        ProductBits.Check(new(outputs, inputs, batch, true, 1), Machine.Whole);
}
