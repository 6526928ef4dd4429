using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;

namespace Backprop.Tensors.Files;

/// <summary>
/// Models for other programs: ONNX, opset 17, from <c>input</c> [batch × inputs] to <c>output</c> [batch × outputs], batch of any
/// size, in the model's precision. Scaling is part of it: inputs and outputs are in the units of the table, a category column one
/// value for each category. Metadata: <c>task</c>, and as JSON arrays the names of <c>inputs</c> and of <c>classes</c> or <c>outputs</c>.
/// </summary>
/// <remarks>
/// ONNX Runtime adds in an order of its own and approximates functions in its own way, so it agrees with Backprop within rounding,
/// not to the bit. With ε = 2⁻²³ or 2⁻⁵², k inputs of a layer and e the difference in them, the tests of Backprop.Onnx.Tests hold
/// |Δz| ≤ Σ|w|·e + 2·(k + 2)·ε·(Σ|w·x| + |b|) and |Δa| ≤ L·max|Δz| + 8·ε·(1 + |z|), L the steepest slope of f.
/// </remarks>
public static class OnnxFile
{
    // ir_version 8 goes with opset 17.
    private const int Representation = 8;
    private const int Opset = 17;

    // A protocol buffers message has at most 2 GiB; this leaves room for names and nodes.
    private const long LargestData = int.MaxValue - 16_000_000;

    /// <summary>Writes a model. The same model gives the same bytes; the file appears under its name when it is whole, or not at all.</summary>
    /// <exception cref="NotSupportedException">A double network has gelu, for which ONNX Runtime has no double operator.</exception>
    /// <exception cref="ArgumentException">The parameters take more than the 2 GiB that an ONNX file can have.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Export<T>(Model<T> model, string path)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        var bytes = model.Network.Parameters.Count * (typeof(T) == typeof(double) ? 8 : 4);
        if (bytes > LargestData)
        {
            throw new ArgumentException($"The parameters take {bytes} bytes; allowed is {LargestData} in an ONNX file.");
        }

        var file = new ProtobufWriter()
            .Number(1, (long)Representation)
            .Text(2, "Backprop")
            .Message(7, Graph(model))
            .Message(8, new ProtobufWriter().Text(1, "").Number(2, (long)Opset));
        foreach (var (key, value) in Metadata(model.Schema))
        {
            file.Message(14, new ProtobufWriter().Text(1, key).Text(2, value));
        }

        AtomicFile.Write(path, file.CopyTo);
    }

    private static ProtobufWriter Graph<T>(Model<T> model)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (spec, parameters) = (model.Network.Spec, model.Network.Parameters);
        var graph = new OnnxGraph<T>();
        var a = "input";
        if (model.Schema?.InputScaling is { } input)
        {
            // (x − offset)/divisor
            a = graph.Node("Div", graph.Node("Sub", a, graph.Constant("input.offsets", input.Offsets)), graph.Constant("input.divisors", input.Divisors));
        }

        for (var l = 0; l < spec.Layers.Length; l++)
        {
            // W [out × in], column-major, is [in × out] row by row: what Gemm multiplies a row of inputs by.
            var name = string.Create(CultureInfo.InvariantCulture, $"layers.{l}");
            var w = graph.Constant($"{name}.weight", [spec.InputsOf(l), spec.Layers[l].Units], parameters.W(l));
            var z = spec.Layers[l].HasBias
                ? graph.Node("Gemm", a, w, graph.Constant($"{name}.bias", [spec.Layers[l].Units], parameters.B(l)))
                : graph.Node("Gemm", a, w);
            a = OnnxActivations.Apply(graph, spec.Layers[l].Activation, z);
        }

        if (model.Schema?.OutputScaling is { } output)
        {
            // a·divisor + offset
            a = graph.Node("Add", graph.Node("Mul", a, graph.Constant("output.divisors", output.Divisors)), graph.Constant("output.offsets", output.Offsets));
        }

        return graph.Whole(spec.Inputs, a, spec.Outputs);
    }

    private static IEnumerable<(string Key, string Value)> Metadata(DataSchema? schema)
    {
        if (schema is not null)
        {
            yield return ("task", Names.Of(schema.Task));
            yield return ("inputs", List(schema.Inputs.SelectMany(column => column.ValueNames)));
            yield return (schema.Task == LearningTask.Classification ? "classes" : "outputs", List(schema.Outputs));
        }
    }

    private static string List(IEnumerable<string> names) => new JsonArray([.. names.Select(name => (JsonNode)name)]).ToJsonString();
}
