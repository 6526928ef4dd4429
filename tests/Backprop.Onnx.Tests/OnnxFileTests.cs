using System.Numerics;
using System.Text.Json;
using Backprop.Tensors;
using Backprop.Tensors.Files;
using Microsoft.ML.OnnxRuntime;

namespace Backprop.Onnx.Tests;

/// <summary>What is exported is run by ONNX Runtime, and gives what Backprop predicts, within the bound of <see cref="OnnxFile"/>.</summary>
public sealed class OnnxFileTests : IDisposable
{
    private static readonly Activation[] Activations = [.. Activation.All, Activation.LeakyRelu(0.3), Activation.Elu(2.5)];

    private readonly string _folder = Directory.CreateTempSubdirectory("backprop").FullName;

    public static IEnumerable<object[]> Cases =>
        from activation in Activations.Index() from batch in (int[])[1, 7] select (object[])[$"{activation.Index} {activation.Item}", batch];

    private string FilePath => Path.Combine(_folder, "model.onnx");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_activation_gives_what_Backprop_predicts_in_float(string name, int batch) => Compare<float>(Named(name), batch);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_activation_gives_what_Backprop_predicts_in_double_or_is_refused_by_name(string name, int batch)
    {
        if (Named(name).Kind == ActivationKind.Gelu)
        {
            var error = Assert.Throws<NotSupportedException>(() => Compare<double>(Named(name), batch));
            Assert.Equal("gelu of double cannot be exported: ONNX Runtime has no double operator for it; allowed is float.", error.Message);
            Assert.Empty(Directory.GetFiles(_folder));
            return;
        }

        Compare<double>(Named(name), batch);
    }

    [Fact]
    public void Scaling_is_part_of_the_file_and_names_are_its_metadata()
    {
        var schema = new DataSchema(LearningTask.Classification, [new("größe", []), new("color", ["blue", "red"])], ["cat", "dog"])
        {
            InputScaling = Scaling.Of([100, 0, 0], [7, 1, 1]),
        };
        Compare(new Model<float>(new(new(3, [new(4, Activation.Tanh), new(2, Activation.Softmax)]), 5), schema), [103, 0, 1, 88, 1, 0]);
        using var session = new InferenceSession(FilePath);
        var metadata = session.ModelMetadata;
        Assert.Equal("Backprop", metadata.ProducerName);
        Assert.Equal("classification", metadata.CustomMetadataMap["task"]);
        Assert.Equal(["größe", "color=blue", "color=red"], JsonSerializer.Deserialize<string[]>(metadata.CustomMetadataMap["inputs"])!);
        Assert.Equal(["cat", "dog"], JsonSerializer.Deserialize<string[]>(metadata.CustomMetadataMap["classes"])!);
    }

    [Fact]
    public void Outputs_are_in_the_units_of_the_table()
    {
        var schema = new DataSchema(LearningTask.Regression, [new("x", [])], ["price", "weight"])
        {
            InputScaling = Scaling.Of([2], [-3]),
            OutputScaling = Scaling.Of([1000, -1], [500, 0.25]),
        };
        Compare(new Model<double>(new(new(1, [new(4, Activation.Sigmoid), new(2)]), 5), schema), [0.5, 3, -11]);
        using var session = new InferenceSession(FilePath);
        Assert.Equal("""["price","weight"]""", session.ModelMetadata.CustomMetadataMap["outputs"]);
    }

    [Fact]
    public void A_file_is_of_opset_17_and_takes_batches_of_any_size()
    {
        OnnxFile.Export(new Model<float>(new(new(3, [new(2)]), 1)), FilePath);

        // opset_import, field 8 of the model: domain "" and version 17.
        byte[] opset = [(8 << 3) | 2, 4, (1 << 3) | 2, 0, 2 << 3, 17];
        Assert.NotEqual(-1, File.ReadAllBytes(FilePath).AsSpan().IndexOf(opset));
        using (var session = new InferenceSession(FilePath))
        {
            Assert.Equal([-1, 3], session.InputMetadata["input"].Dimensions);
            Assert.Equal([-1, 2], session.OutputMetadata["output"].Dimensions);
        }

        Assert.Equal((2, 10), (Run(new float[3], columns: 3).Length, Run(new float[15], columns: 3).Length));
    }

    [Fact]
    public void The_same_model_gives_the_same_bytes()
    {
        var model = new Model<float>(new(new(2, [new(3, Activation.Elu()), new(1)]), 1));
        OnnxFile.Export(model, FilePath);
        var first = File.ReadAllBytes(FilePath);
        OnnxFile.Export(model, FilePath);
        Assert.Equal(first, File.ReadAllBytes(FilePath));
        Assert.Single(Directory.GetFiles(_folder));
    }

    private static Activation Named(string name) => Activations[int.Parse(name.Split(' ')[0])];

    /// <summary>The activation in a hidden layer where it may stand, and on the output; sums from far below 0 to far above.</summary>
    private void Compare<T>(Activation f, int batch)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        LayerSpec[] layers = f.Kind == ActivationKind.Softmax ? [new(5), new(4, f)] : [new(5, f), new(6, f, hasBias: false), new(4, f)];
        var network = new Network<T>(new(3, layers), 11);
        for (var l = 0; l < layers.Length; l++)
        {
            network.Parameters.Bias(l)?.MapIndexedInplace((o, _) => T.CreateChecked((o - 2) * 0.37));
        }

        var noise = RandomStream.FromKey(3);
        Compare(new Model<T>(network), [.. Enumerable.Range(0, 3 * batch).Select(n => T.CreateChecked(noise.Normal(n) * (n % 2 == 0 ? 1 : 12)))]);
    }

    private void Compare<T>(Model<T> model, T[] inputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        OnnxFile.Export(model, FilePath);
        var spec = model.Network.Spec;
        var found = Run(inputs, spec.Inputs);
        Assert.Equal(inputs.Length / spec.Inputs * spec.Outputs, found.Length);
        for (var n = 0; n < inputs.Length / spec.Inputs; n++)
        {
            var (expected, bounds) = OnnxBound.Of(model, inputs.AsSpan(n * spec.Inputs, spec.Inputs));
            for (var o = 0; o < spec.Outputs; o++)
            {
                var difference = Math.Abs(double.CreateChecked(found[(n * spec.Outputs) + o]) - expected[o]);
                Assert.True(difference <= bounds[o], FormattableString.Invariant(
                    $"output {o} of sample {n}: expected {expected[o]:R} ± {bounds[o]:G3}, got {found[(n * spec.Outputs) + o]}, which is {difference:G3} away"));
            }
        }
    }

    private T[] Run<T>(T[] inputs, int columns)
        where T : unmanaged
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1 };
        using var session = new InferenceSession(FilePath, options);
        using var value = OrtValue.CreateTensorValueFromMemory(inputs, [inputs.Length / columns, columns]);
        using var run = new RunOptions();
        using var outputs = session.Run(run, ["input"], [value], ["output"]);
        return outputs[0].GetTensorDataAsSpan<T>().ToArray();
    }
}
