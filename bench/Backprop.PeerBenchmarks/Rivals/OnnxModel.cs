using System.Runtime.InteropServices;
using System.Text;

namespace Backprop.PeerBenchmarks;

/// <summary>An ONNX model of dense layers with ReLU between them: just enough protobuf for Gemm and Relu.</summary>
internal static class OnnxModel
{
    private const int Float = 1;
    private const int OperatorSet = 17;
    private const int IrVersion = 8;

    /// <param name="sizes">Inputs and units, layer by layer.</param>
    /// <param name="weights">[outputs × inputs], row-major; biases are 0.</param>
    /// <param name="rows">Samples in a call.</param>
    public static byte[] Dense(int[] sizes, float[][] weights, int rows)
    {
        var graph = new List<byte[]>();
        var last = weights.Length - 1;
        for (var l = 0; l <= last; l++)
        {
            graph.Add(Message(1, Text(1, l == 0 ? "x" : $"a{l - 1}"), Text(1, $"w{l}"), Text(1, $"b{l}"), Text(2, l == last ? "z" : $"z{l}"), Text(4, "Gemm"), Message(5, Text(1, "transB"), Number(3, 1), Number(20, 2))));
            if (l < last)
            {
                graph.Add(Message(1, Text(1, $"z{l}"), Text(2, $"a{l}"), Text(4, "Relu")));
            }

            graph.Add(Tensor($"w{l}", weights[l], sizes[l + 1], sizes[l]));
            graph.Add(Tensor($"b{l}", new float[sizes[l + 1]], sizes[l + 1]));
        }

        byte[][] named = [.. graph, Text(2, "dense"), Value(11, "x", rows, sizes[0]), Value(12, "z", rows, sizes[^1])];
        return [.. Number(1, IrVersion), .. Message(7, named), .. Message(8, Number(2, OperatorSet))];
    }

    private static byte[] Tensor(string name, float[] values, params int[] shape) =>
        Message(5, [.. shape.Select(size => Number(1, size)), Number(2, Float), Text(8, name), Bytes(9, MemoryMarshal.AsBytes(values.AsSpan()))]);

    private static byte[] Value(int field, string name, params int[] shape) =>
        Message(field, Text(1, name), Message(2, Message(1, Number(1, Float), Message(2, [.. shape.Select(size => Message(1, Number(1, size)))]))));

    private static byte[] Message(int field, params byte[][] fields) => Bytes(field, fields.SelectMany(bytes => bytes).ToArray());

    private static byte[] Text(int field, string text) => Bytes(field, Encoding.UTF8.GetBytes(text));

    private static byte[] Bytes(int field, ReadOnlySpan<byte> bytes) => [.. Varint((field << 3) | 2), .. Varint(bytes.Length), .. bytes];

    private static byte[] Number(int field, int value) => [.. Varint(field << 3), .. Varint(value)];

    private static List<byte> Varint(int value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }

        bytes.Add((byte)value);
        return bytes;
    }
}
