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
            var loaded = ModelFile.Load<double>(FilePath).Network;
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
    public void A_file_that_cannot_be_written_whole_leaves_the_one_that_was_there()
    {
        ModelFile.Save(new Network<float>(new NetworkSpec(2, [new(1)]), 3), FilePath);
        var before = File.ReadAllBytes(FilePath);
        Assert.Throws<IOException>(() => AtomicFile.Write(FilePath, file =>
        {
            file.Write(before.AsSpan(0, 10));
            throw new IOException("The disk is full.");
        }));
        Assert.Equal(before, File.ReadAllBytes(FilePath));
        Assert.Single(Directory.GetFiles(_folder));
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
    [InlineData("{]", 0, "not the JSON of a safetensors file")]
    [InlineData("[]", 0, "not the JSON of a safetensors file")]
    [InlineData("{}", 0, "no metadata 'backprop'")]
    [InlineData("{}", 1, "tensors have 0 bytes and the file 1")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[1,5]}}""", 5, "'a' begins at 1; allowed is 0")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4, "begins at 0; allowed is 4")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "not the JSON of a safetensors file")]
    [InlineData("""{"a":{"dtype":"F16","shape":[1],"data_offsets":[0,2]}}""", 2, "type F16; allowed is F32 or F64")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", 4, "its shape takes 8 bytes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,0]}}""", 0, "not the JSON of a safetensors file")]
    [InlineData("""{"__metadata__":{"backprop":"{\"version\":2}"}}""", 0, "version 2; this program reads version 1")]
    [InlineData("""{"__metadata__":{"backprop":"{\"version\":1,\"inputs\":0,\"layers\":[{\"units\":1,\"activation\":\"tanh\"}],\"loss\":\"huber\",\"reduction\":\"mean\"}"}}""", 0, "Inputs is 0")]
    [InlineData("""{"__metadata__":{"backprop":"{\"version\":1,\"inputs\":1,\"layers\":[{\"units\":1,\"activation\":\"tanh\"}],\"loss\":\"huber\",\"reduction\":\"mean\"}"}}""", 0, "lacks the tensor 'layers.0.weight'")]
    [InlineData("""{"__metadata__":{"backprop":"{\"version\":1,\"inputs\":1000000,\"layers\":[{\"units\":1000,\"activation\":\"tanh\"}],\"loss\":\"huber\",\"reduction\":\"mean\"}"},"layers.0.weight":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4, "shape [1]; its network wants [1000, 1000000]")]
    public void A_file_that_is_no_model_is_refused_with_its_name_and_why(string header, int dataBytes, string why)
    {
        var json = Encoding.UTF8.GetBytes(header);
        File.WriteAllBytes(FilePath, [.. BitConverter.GetBytes((long)json.Length), .. json, .. new byte[dataBytes]]);
        var error = Assert.Throws<InvalidDataException>(() => ModelFile.Load<float>(FilePath));
        Assert.Contains("model.safetensors cannot be loaded", error.Message, StringComparison.Ordinal);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Theory]
    [InlineData("version", "it")]
    [InlineData("inputs", "it")]
    [InlineData("layers", "it")]
    [InlineData("loss", "it")]
    [InlineData("reduction", "it")]
    [InlineData("units", "layer 0")]
    [InlineData("activation", "layer 0")]
    [InlineData("task", "its schema")]
    [InlineData("outputs", "its schema")]
    [InlineData("name", "a column of its schema")]
    [InlineData("offsets", "inputScaling")]
    [InlineData("dtype", "tensor 'layers.0.bias'")]
    [InlineData("data_offsets", "tensor 'layers.0.bias'")]
    public void A_key_that_a_file_lacks_is_named(string key, string owner)
    {
        var schema = new DataSchema(LearningTask.Regression, [new("x", [])], ["y"]) { InputScaling = Scaling.Of([0], [2]) };
        ModelFile.Save(new Model<float>(new(new(1, [new(1)])), schema), FilePath);

        // Keys of the description stand in a text, whose quotes are written as \u0022; Latin1 keeps the bytes of the tensors.
        var text = File.ReadAllText(FilePath, Encoding.Latin1);
        var (plain, quoted) = ($"\"{key}\":", $"\\u0022{key}\\u0022:");
        var first = text.IndexOf(text.Contains(quoted, StringComparison.Ordinal) ? quoted : plain, StringComparison.Ordinal);
        Assert.True(first > 0);
        var at = text.IndexOf(key, first, StringComparison.Ordinal);
        File.WriteAllText(FilePath, $"{text[..at]}X{text[(at + 1)..]}", Encoding.Latin1);
        var error = Assert.Throws<InvalidDataException>(() => ModelFile.Load<float>(FilePath));
        Assert.Contains($"{owner} lacks the key '{key}'.", error.Message, StringComparison.Ordinal);
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

    [Fact]
    public void What_is_no_file_that_can_be_read_is_an_IOException_that_names_it()
    {
        Assert.Equal($"{_folder} is a folder; expected is a model file.", Assert.Throws<IOException>(() => ModelFile.Load<double>(_folder)).Message);
        Assert.Equal($"{FilePath}: there is no such file; expected is a model file.", Assert.Throws<FileNotFoundException>(() => ModelFile.ElementTypeOf(FilePath)).Message);
        Assert.Equal($"{_folder} is a folder; expected is a checkpoint.", Assert.Throws<IOException>(() => Trainer<double>.Resume(_folder, new())).Message);
        File.WriteAllText(FilePath, "");
        Assert.Throws<InvalidDataException>(() => ModelFile.Load<double>(FilePath));
    }
}
