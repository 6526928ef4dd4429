using Backprop.Tensors.Files;

namespace Backprop.Tensors.Tests;

public sealed class PlainWeightsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("backprop").FullName;

    private string FilePath => Path.Combine(_folder, "weights.safetensors");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("")]
    [InlineData("layers.")]
    public void Weights_under_plain_names_are_the_network_that_they_were(string prefix)
    {
        // Eleven layers: 20 comes after 8, though not as a text.
        var activations = Enumerable.Repeat(Activation.Tanh, 10).Append(Activation.Softmax).ToArray();
        var spec = new NetworkSpec(3, activations.Select((f, l) => new LayerSpec(2 + (l % 3), f, hasBias: l != 4)));
        var network = new Network<float>(spec, 3);
        ModelFile.Save(network, FilePath);
        Assert.True(ModelFile.IsDescribed(FilePath));
        File.WriteAllBytes(FilePath, FileMutation.Renamed(File.ReadAllBytes(FilePath), prefix));
        Assert.False(ModelFile.IsDescribed(FilePath));
        var loaded = ModelFile.LoadWeights<float>(FilePath, activations);
        Assert.Equal(spec, loaded.Spec);
        Bits.Equal<float>(network.Predict([1, 2, 3]), loaded.Predict([1, 2, 3]), n => $"output {n}");
    }

    [Theory]
    [InlineData("2.weight 2 3", "it has 1 layers, and 2 activations are given; allowed is one for each layer")]
    [InlineData("0.weight 2 3, 2.bias 1", "it lacks the tensor '2.weight'")]
    [InlineData("0.weight 2 3, 2.weight 1 4", "tensor '2.weight' has shape [1, 4]; its network wants [1, 2]")]
    [InlineData("0.weight 2 3, 2.weight 1 2, 2.bias 3", "tensor '2.bias' has shape [3]; its network wants [1]")]
    [InlineData("0.weight 6, 2.weight 1 2", "tensor '0.weight' has shape [6]; allowed is [outputs, inputs]")]
    [InlineData("0.weight 0 3, 2.weight 1 2", "tensor '0.weight' has shape [0, 3]; allowed is [outputs, inputs]")]
    [InlineData("0.weight 2 3, layers.0.weight 2 3", "it has tensors of")]
    [InlineData("0.weight 2 3, fc.weight 1 2", "tensor 'fc.weight' is of no layer; allowed are layers.N.weight and layers.N.bias, or N.weight and N.bias")]
    [InlineData("0.weight 2 3, 02.weight 1 2", "tensor '02.weight' is of no layer")]
    [InlineData("0.weight 2 3, 99999999999.weight 1 2", "is of no layer")]
    public void Tensors_that_are_no_network_are_refused_by_name(string tensors, string why)
    {
        Write(tensors);
        var error = Assert.Throws<InvalidDataException>(() => ModelFile.LoadWeights<float>(FilePath, [Activation.Relu, Activation.Identity]));
        Assert.Contains($"weights.safetensors cannot be loaded: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Activations_that_make_no_network_and_files_that_need_none_are_refused()
    {
        Write("0.weight 2 3, 2.weight 1 2");
        var error = Assert.Throws<InvalidDataException>(() => ModelFile.LoadWeights<float>(FilePath, [Activation.Softmax, Activation.Identity]));
        Assert.Contains("allowed is softmax on the output layer only", error.Message, StringComparison.Ordinal);
        ModelFile.Save(new Network<float>(new(3, [new(2)])), FilePath);
        error = Assert.Throws<InvalidDataException>(() => ModelFile.LoadWeights<float>(FilePath, [Activation.Identity]));
        Assert.Contains("it describes its own network", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Tensors of zeros: a name and a shape each.</summary>
    private void Write(string tensors)
    {
        var (header, end) = ("""{"__metadata__":{"format":"pt"}""", 0);
        foreach (var words in tensors.Split(", ").Select(text => text.Split(' ')))
        {
            var begin = end;
            end += 4 * words[1..].Select(int.Parse).Aggregate((x, y) => x * y);
            header += $$""","{{words[0]}}":{"dtype":"F32","shape":[{{string.Join(',', words[1..])}}],"data_offsets":[{{begin}},{{end}}]}""";
        }

        File.WriteAllBytes(FilePath, FileMutation.WithHeader(header + "}", new byte[end]));
    }
}
