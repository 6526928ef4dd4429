using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Backprop.Tensors.Files;

/// <summary>
/// A protocol buffers message: fields, each a key (number·8 + kind) and a value. Kinds: 0 whole number in groups of seven bits,
/// 2 length and bytes, 5 four bytes. The order of fields does not matter.
/// </summary>
/// <remarks>Source: protobuf.dev, "Encoding".</remarks>
internal sealed class ProtobufWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    /// <summary>A whole number, 0 or above.</summary>
    public ProtobufWriter Number(int field, long value)
    {
        Groups((ulong)field << 3);
        Groups((ulong)value);
        return this;
    }

    /// <summary>A number of four bytes.</summary>
    public ProtobufWriter Number(int field, float value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        Groups(((ulong)field << 3) | 5);
        _bytes.Write(bytes);
        return this;
    }

    /// <summary>A text.</summary>
    public ProtobufWriter Text(int field, string text) => Bytes(field, Encoding.UTF8.GetBytes(text));

    /// <summary>Bytes.</summary>
    public ProtobufWriter Bytes(int field, ReadOnlySpan<byte> bytes)
    {
        Groups(((ulong)field << 3) | 2);
        Groups((ulong)bytes.Length);
        _bytes.Write(bytes);
        return this;
    }

    /// <summary>A message.</summary>
    public ProtobufWriter Message(int field, ProtobufWriter message) => Bytes(field, message._bytes.WrittenSpan);

    /// <summary>Writes what there is so far.</summary>
    public void CopyTo(Stream file) => file.Write(_bytes.WrittenSpan);

    /// <summary>Seven bits at a time, the lowest first; the eighth says that more follow.</summary>
    private void Groups(ulong value)
    {
        for (; value > 127; value >>= 7)
        {
            _bytes.Write([(byte)(value | 128)]);
        }

        _bytes.Write([(byte)value]);
    }
}
