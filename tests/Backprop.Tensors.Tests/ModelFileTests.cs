using System.Text;
using Backprop.Tensors.Files;

namespace Backprop.Tensors.Tests;

public sealed class ModelFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("backprop").FullName;

    private string FilePath => Path.Combine(_folder, "model.safetensors");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_network_comes_back_bit_for_bit_and_its_spec_too()
    {
        foreach (var activation in Activation.All.Where(f => f.Kind != ActivationKind.Softmax))
        {
            var spec = new NetworkSpec(3, [new(4, activation), new(5, Activation.LeakyRelu(0.3), hasBias: false), new(2)], Loss.Huber(0.5), Reduction.Sum);
            var network = new Network<double>(spec, 3);
            ModelFile.Save(network, FilePath);
            var loaded = ModelFile.Load<double>(FilePath);
            Assert.Equal(spec, loaded.Spec);
            var (before, after) = (new double[spec.ParameterCount], new double[spec.ParameterCount]);
            network.Parameters.CopyTo(before);
            loaded.Parameters.CopyTo(after);
            Bits.Equal<double>(before, after, n => $"parameters, element {n}");
        }
    }

    [Fact]
    public void The_same_network_gives_the_same_bytes_and_leaves_nothing_else_behind()
    {
        var network = new Network<float>(new NetworkSpec(2, [new(3, Activation.Relu), new(1)]), 3);
        ModelFile.Save(network, FilePath);
        var first = File.ReadAllBytes(FilePath);
        ModelFile.Save(network, FilePath);
        Assert.Equal(first, File.ReadAllBytes(FilePath));
        Assert.Single(Directory.GetFiles(_folder));
        Assert.Equal(typeof(float), ModelFile.ElementTypeOf(FilePath));
        Assert.Equal(0, BitConverter.ToInt64(first) % 8);
    }

    [Fact]
    public void Weights_lie_row_by_row()
    {
        var network = new Network<float>(new NetworkSpec(2, [new(2, hasBias: false)]));
        network.Parameters.CopyFrom([1, 2, 3, 4]);
        ModelFile.Save(network, FilePath);
        var bytes = File.ReadAllBytes(FilePath);
        Assert.Equal([1, 3, 2, 4], Enumerable.Range(0, 4).Select(n => BitConverter.ToSingle(bytes, bytes.Length - 16 + (4 * n))));
    }

    [Theory]
    [InlineData("", "ends before the header's length")]
    [InlineData("\u0005\0\0\0\0\0\0\0{}", "header would have 5 bytes")]
    [InlineData("\u0002\0\0\0\0\0\0\0{]", "not the JSON of a safetensors file")]
    [InlineData("\u0002\0\0\0\0\0\0\0{}", "no metadata 'backprop'")]
    [InlineData("\u0002\0\0\0\0\0\0\0{}x", "tensors have 0 bytes and the file 1")]
    [InlineData("\u0031\0\0\0\0\0\0\0{\"a\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[1,5]}}", "header would have 49 bytes")]
    [InlineData("\u0034\0\0\0\0\0\0\0{\"a\":{\"dtype\":\"F16\",\"shape\":[1],\"data_offsets\":[0,2]}}xx", "header is not|type F16")]
    public void A_file_that_is_no_model_is_refused_with_its_name_and_why(string content, string why)
    {
        File.WriteAllBytes(FilePath, Encoding.Latin1.GetBytes(content));
        var error = Assert.Throws<InvalidDataException>(() => ModelFile.Load<float>(FilePath));
        Assert.Contains("model.safetensors cannot be loaded", error.Message, StringComparison.Ordinal);
        Assert.True(why.Split('|').Any(part => error.Message.Contains(part, StringComparison.Ordinal)), error.Message);
    }

    [Fact]
    public void A_truncated_file_is_refused()
    {
        ModelFile.Save(new Network<float>(new NetworkSpec(2, [new(3), new(1)])), FilePath);
        var bytes = File.ReadAllBytes(FilePath);
        for (var length = 0; length < bytes.Length; length++)
        {
            File.WriteAllBytes(FilePath, bytes[..length]);
            Assert.Throws<InvalidDataException>(() => ModelFile.Load<float>(FilePath));
        }
    }
}
