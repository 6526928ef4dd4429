using System.Text;
using System.Text.RegularExpressions;
using Backprop.Tensors;
using Backprop.Tensors.Files;

namespace Backprop.Cli.Tests;

/// <summary>Model files on the command line: exported, told about, and read where they hold weights only.</summary>
public sealed class ModelTests : IClassFixture<DataFiles>
{
    private readonly DataFiles _files;

    public ModelTests(DataFiles files)
    {
        _files = files;
        var schema = new DataSchema(LearningTask.Classification, [new("size", []), new("color", ["blue", "red"])], ["cat", "dog"])
        {
            InputScaling = Scaling.Of([0.5, 0, 0], [2, 1, 1]),
        };
        var network = new Network<float>(new(3, [new(4, Activation.LeakyRelu(0.2)), new(2, Activation.Softmax)]), 1);
        ModelFile.Save(new Model<float>(network, schema), files["animals.safetensors"]);

        // The same tensors as PyTorch's nn.Sequential names them.
        var bytes = File.ReadAllBytes(files["animals.safetensors"]);
        var header = Encoding.UTF8.GetString(bytes, 8, (int)BitConverter.ToInt64(bytes));
        header = Regex.Replace(header, "\"__metadata__\":\\{.*?\"\\},", "").Replace("layers.1", "2", StringComparison.Ordinal).Replace("layers.0", "0", StringComparison.Ordinal);
        var text = Encoding.UTF8.GetBytes(header);
        File.WriteAllBytes(files["plain.safetensors"], [.. BitConverter.GetBytes((long)text.Length), .. text, .. bytes[(8 + (int)BitConverter.ToInt64(bytes))..]]);
        ModelFile.Save(new Network<double>(new(3, [new(2, Activation.Gelu)])), files["gelu.safetensors"]);
    }

    [Fact]
    public async Task Info_tells_columns_classes_and_scaling()
    {
        var report = (await Invocation.Report("info", _files["animals.safetensors"])).GetProperty("schema");
        Assert.Equal(
            """{"task":"classification","columns":[{"name":"size"},{"name":"color","categories":["blue","red"]}],"classes":["cat","dog"],"inputScaling":{"offsets":[0.5,0,0],"divisors":[2,1,1]}}""",
            report.GetRawText());
        var text = (await Invocation.Of("info", _files["animals.safetensors"])).Results;
        Assert.Contains("column               size, scaled by (x − 0.5)/2\n", text.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("column               color: blue, red\n", text.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("class                dog\n", text.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_writes_a_file_and_tells_what_is_in_it()
    {
        var run = await Invocation.Of("export", _files["animals.safetensors"], "--onnx", _files["animals.onnx"]);
        Assert.Equal((ExitCode.Done, ""), (run.Code, run.Messages));
        Assert.Equal($"{_files["animals.onnx"]}: 3-4-2 leaky-relu (slope 0.2), softmax, float, ONNX opset 17", run.Results.TrimEnd());
        var (floats, name) = (new FileInfo(_files["animals.onnx"]).Length, _files["double.onnx"]);
        Assert.Equal(ExitCode.Done, (await Invocation.Of("export", _files["animals.safetensors"], "--onnx", name, "--precision", "double")).Code);
        Assert.True(new FileInfo(name).Length > floats);
    }

    [Fact]
    public async Task A_file_of_weights_is_read_where_activations_are_given()
    {
        string[] given = ["--activations", "leaky-relu:0.2,softmax"];
        var report = await Invocation.Report(["info", _files["plain.safetensors"], .. given]);
        Assert.Equal(0.2, report.GetProperty("layers")[0].GetProperty("slope").GetDouble());
        Assert.False(report.TryGetProperty("schema", out _));
        Assert.Equal(ExitCode.Done, (await Invocation.Of(["export", _files["plain.safetensors"], "--onnx", _files["plain.onnx"], .. given])).Code);
        Assert.Equal(ExitCode.Done, (await Invocation.Of(["verify", "--model", _files["plain.safetensors"], "--cases", "1", .. given])).Code);
        var batch = _files.Write("batch", "a,b,c,kind\n1,0,1,cat\n2,1,0,dog\n");
        Assert.Equal(ExitCode.Done, (await Invocation.Of(["explain", "--model", _files["plain.safetensors"], "--data", batch, "--target", "kind", .. given])).Code);
    }

    [Theory]
    [InlineData("info {plain}", "--activations is missing; expected is one for each layer, such as relu,softmax")]
    [InlineData("export {plain} --onnx {out}", "--activations is missing")]
    [InlineData("info {plain} --activations relu", "it has 2 layers, and 1 activations are given")]
    [InlineData("info {plain} --activations relu,swish", "Activation is 'swish'; allowed is one of")]
    [InlineData("info {plain} --activations elu:x,softmax", "Parameter of elu is 'x'; allowed is a number")]
    [InlineData("info {plain} --activations softmax,relu", "softmax on the output layer only")]
    [InlineData("info {animals} --activations relu,softmax", "describes its own network")]
    [InlineData("info --activations relu", "--activations is 'relu'; allowed is that with MODEL only.")]
    [InlineData("verify --activations relu", "allowed is that with --model only.")]
    [InlineData("explain --activations relu", "allowed is that with --model only.")]
    [InlineData("export {animals}", "--onnx is missing")]
    [InlineData("export --onnx {out}", "MODEL")]
    [InlineData("export nothing.safetensors --onnx {out}", "nothing.safetensors")]
    [InlineData("export {text} --onnx {out}", "text.safetensors cannot be loaded")]
    [InlineData("export {gelu} --onnx {out}", "gelu of double cannot be exported")]
    [InlineData("export {animals} --onnx {out} --precision half", "'half'")]
    [InlineData("export {animals} --onnx /nowhere/at/all/x.onnx", "/nowhere/at/all")]
    public async Task What_cannot_be_done_is_refused_in_one_line_and_nothing_is_written(string words, string why)
    {
        var file = _files["out.onnx"];
        var run = await Invocation.Of([.. words.Split(' ').Select(word => word == "{out}" ? file : Regex.Replace(word, "^\\{(.*)\\}$", match => _files[match.Groups[1].Value + ".safetensors"]))]);
        Assert.Equal((ExitCode.Refused, ""), (run.Code, run.Results));
        Assert.Contains(why, run.Messages, StringComparison.Ordinal);
        Assert.Single(run.Messages.TrimEnd().Split('\n'));
        Assert.False(File.Exists(file));
    }
}
