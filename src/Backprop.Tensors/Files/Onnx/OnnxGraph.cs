using System.Globalization;
using System.Numerics;

namespace Backprop.Tensors.Files;

/// <summary>A graph of ONNX operators in the making: constants, and nodes that make a value of others.</summary>
/// <remarks>Field numbers: onnx/onnx, onnx.proto3.</remarks>
internal sealed class OnnxGraph<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ProtobufWriter _graph = new ProtobufWriter().Text(2, "backprop");
    private int _values;

    // FLOAT and DOUBLE of TensorProto.DataType.
    private static int ElementType => typeof(T) == typeof(double) ? 11 : 1;

    /// <summary>Takes the values as they lie: row-major with these dimensions, which is column-major with the dimensions turned.</summary>
    /// <returns>The constant's name.</returns>
    public string Constant(string name, long[] dimensions, ReadOnlySpan<T> values)
    {
        var bytes = new MemoryStream();
        MatrixBytes.Write(bytes, values.Length, values);
        var tensor = new ProtobufWriter().Number(2, ElementType).Text(8, name).Bytes(9, bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
        foreach (var length in dimensions)
        {
            tensor.Number(1, length);
        }

        _graph.Message(5, tensor);
        return name;
    }

    /// <summary>One value for each column.</summary>
    public string Constant(string name, IEnumerable<double> values)
    {
        T[] rounded = [.. values.Select(T.CreateChecked)];
        return Constant(name, [rounded.Length], rounded);
    }

    /// <summary>A number that goes with a value of any shape.</summary>
    public string Constant(double value) => Constant(Next("constant"), [], [T.CreateChecked(value)]);

    /// <summary>A value made of others.</summary>
    /// <returns>Its name.</returns>
    public string Node(string operation, params ReadOnlySpan<string> inputs) => Node(operation, null, inputs);

    /// <summary>A value made of others by an operation with an attribute.</summary>
    /// <returns>Its name.</returns>
    public string Node(string operation, (string Name, double Value)? attribute, params ReadOnlySpan<string> inputs)
    {
        var output = Next(operation);
        var node = new ProtobufWriter();
        foreach (var input in inputs)
        {
            node.Text(1, input);
        }

        node.Text(2, output).Text(3, output).Text(4, operation);
        if (attribute is { } given)
        {
            var text = new ProtobufWriter().Text(1, given.Name);
            node.Message(5, given.Name == "axis" ? text.Number(3, (long)given.Value).Number(20, 2) : text.Number(2, (float)given.Value).Number(20, 1));
        }

        _graph.Message(1, node);
        return output;
    }

    /// <summary>The whole graph: from <c>input</c> [batch × inputs] to <c>output</c> [batch × outputs].</summary>
    public ProtobufWriter Whole(int inputs, string last, int outputs) => _graph
        .Message(1, new ProtobufWriter().Text(1, last).Text(2, "output").Text(3, "output").Text(4, "Identity"))
        .Message(11, Value("input", inputs))
        .Message(12, Value("output", outputs));

    private static ProtobufWriter Value(string name, int columns)
    {
        var shape = new ProtobufWriter()
            .Message(1, new ProtobufWriter().Text(2, "batch"))
            .Message(1, new ProtobufWriter().Number(1, (long)columns));
        var tensor = new ProtobufWriter().Number(1, (long)ElementType).Message(2, shape);
        return new ProtobufWriter().Text(1, name).Message(2, new ProtobufWriter().Message(1, tensor));
    }

    private string Next(string what) => string.Create(CultureInfo.InvariantCulture, $"{what}_{_values++}");
}
