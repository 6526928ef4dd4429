using System.Buffers.Binary;
using System.Text.Json;

namespace Backprop.Tensors.Files;

/// <summary>One tensor of a safetensors file: its element type, shape, and where its bytes lie behind the header.</summary>
internal sealed record TensorEntry(string Name, string ElementType, long[] Shape, long Begin, long End);

/// <summary>
/// The front of a safetensors file: a length (8 bytes, little-endian), then so many bytes of JSON that name each tensor with its
/// type, shape and place; then the tensors' bytes. Read strictly: no hole, overlap, duplicate or length that does not add up.
/// </summary>
/// <remarks>Source: the format's description in huggingface/safetensors, README.md.</remarks>
internal sealed class SafetensorsHeader
{
    private const int LengthBytes = 8;
    private const int LargestHeader = 100_000_000;

    private SafetensorsHeader(IReadOnlyList<TensorEntry> tensors, IReadOnlyDictionary<string, string> metadata, long dataStart)
    {
        (Tensors, Metadata, DataStart) = (tensors, metadata, dataStart);
    }

    /// <summary>The tensors in the order of their bytes.</summary>
    public IReadOnlyList<TensorEntry> Tensors { get; }

    /// <summary>What stands under <c>__metadata__</c>.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Where the first tensor's bytes begin in the file.</summary>
    public long DataStart { get; }

    /// <exception cref="InvalidDataException">This is no safetensors file, or not a whole one.</exception>
    public static SafetensorsHeader Read(Stream file)
    {
        if (!file.CanSeek)
        {
            throw new InvalidDataException("it is no regular file");
        }

        var lengthBytes = new byte[LengthBytes];
        if (file.ReadAtLeast(lengthBytes, LengthBytes, throwOnEndOfStream: false) < LengthBytes)
        {
            throw new InvalidDataException("it ends before the header's length");
        }

        var length = BinaryPrimitives.ReadUInt64LittleEndian(lengthBytes);
        if (length is < 2 or > LargestHeader || (long)length > file.Length - LengthBytes)
        {
            throw new InvalidDataException($"its header would have {length} bytes; allowed is 2 to {LargestHeader}, within the file");
        }

        var header = new byte[length];
        file.ReadExactly(header);
        if (header[0] != '{')
        {
            throw new InvalidDataException("its header is not the JSON of a safetensors file: it begins with another character than {");
        }

        var dataStart = LengthBytes + (long)length;
        try
        {
            return Parse(header, dataStart, file.Length - dataStart);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or OverflowException)
        {
            throw new InvalidDataException($"its header is not the JSON of a safetensors file: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }

    private static SafetensorsHeader Parse(byte[] header, long dataStart, long dataLength)
    {
        using var json = JsonDocument.Parse(header, new JsonDocumentOptions { AllowDuplicateProperties = false });
        var tensors = new List<TensorEntry>();
        var metadata = new Dictionary<string, string>();
        foreach (var property in json.RootElement.EnumerateObject())
        {
            if (property.NameEquals("__metadata__"))
            {
                foreach (var entry in property.Value.EnumerateObject())
                {
                    metadata.Add(entry.Name, entry.Value.GetString() ?? throw new FormatException($"metadata '{entry.Name}' is null"));
                }
            }
            else
            {
                tensors.Add(ParseTensor(property.Name, property.Value));
            }
        }

        tensors.Sort((x, y) => x.Begin.CompareTo(y.Begin));
        var end = 0L;
        foreach (var tensor in tensors)
        {
            if (tensor.Begin != end)
            {
                throw new InvalidDataException($"tensor '{tensor.Name}' begins at {tensor.Begin}; allowed is {end}, without hole or overlap");
            }

            end = tensor.End;
        }

        return end == dataLength
            ? new(tensors, metadata, dataStart)
            : throw new InvalidDataException($"its tensors have {end} bytes and the file {dataLength} behind the header");
    }

    private static TensorEntry ParseTensor(string name, JsonElement json)
    {
        var type = json.Require("dtype", $"tensor '{name}'").GetString() ?? "null";
        var size = type switch { "F32" => 4, "F64" => 8, _ => throw new InvalidDataException($"tensor '{name}' is of type {type}; allowed is F32 or F64") };
        var shape = json.Require("shape", $"tensor '{name}'").EnumerateArray().Select(length => length.GetInt64()).ToArray();
        var offsets = json.Require("data_offsets", $"tensor '{name}'").EnumerateArray().Select(offset => offset.GetInt64()).ToArray();
        if (offsets.Length != 2 || shape.Any(length => length < 0))
        {
            throw new InvalidDataException($"tensor '{name}' has a negative length, or other than two offsets");
        }

        long bytes = size;
        foreach (var length in shape)
        {
            bytes = checked(bytes * length);
        }

        return checked(offsets[1] - offsets[0]) == bytes && offsets[0] >= 0
            ? new(name, type, shape, offsets[0], offsets[1])
            : throw new InvalidDataException($"tensor '{name}' lies from {offsets[0]} to {offsets[1]}; its shape takes {bytes} bytes");
    }
}
