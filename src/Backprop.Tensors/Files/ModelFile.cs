using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;

namespace Backprop.Tensors.Files;

/// <summary>
/// Networks as safetensors files: <c>layers.N.weight</c> [out, in] and <c>layers.N.bias</c> [out], row-major, F32 or F64, and the
/// spec as JSON text under the metadata key <c>backprop</c>.
/// </summary>
public static class ModelFile
{
    private const string MetadataKey = "backprop";

    /// <summary>Reads a network. Elements of the other precision are converted: F32 exactly, F64 rounded once.</summary>
    /// <exception cref="InvalidDataException">The file is no model, not a whole one, or of a newer version; the message names the file and why.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Network<T> Load<T>(string path)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var file = File.OpenRead(path);
        try
        {
            var header = SafetensorsHeader.Read(file);
            var spec = ModelJson.Read(header.Metadata.GetValueOrDefault(MetadataKey)
                ?? throw new InvalidDataException($"it has no metadata '{MetadataKey}' that describes a network"));
            var entries = Match(spec, header);
            var network = new Network<T>(spec, initializer: Initializer.Constant(0));
            foreach (var tensor in TensorsOf(spec))
            {
                var entry = entries[tensor.Name];
                file.Position = header.DataStart + entry.Begin;
                ReadTransposed(file, entry.ElementType, (int)entry.Shape[0], Values(network, tensor));
            }

            return network;
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"{path} cannot be loaded: {e.Message}.", e);
        }
    }

    /// <summary>The element type of a model file's tensors: float or double.</summary>
    /// <exception cref="InvalidDataException">The file is no model, or not a whole one.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Type ElementTypeOf(string path)
    {
        using var file = File.OpenRead(path);
        try
        {
            return SafetensorsHeader.Read(file).Tensors.Any(tensor => tensor.ElementType == "F64") ? typeof(double) : typeof(float);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"{path} cannot be loaded: {e.Message}.", e);
        }
    }

    /// <summary>
    /// Writes a network. The same network gives the same bytes; the file appears under its name when it is whole, or not at all.
    /// </summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save<T>(Network<T> network, string path)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(network);
        var tensors = TensorsOf(network.Spec).OrderBy(tensor => tensor.Name, StringComparer.Ordinal).ToList();
        AtomicFile.Write(path, file =>
        {
            file.Write(Header<T>(tensors, ModelJson.Write(network.Spec)));
            foreach (var tensor in tensors)
            {
                WriteTransposed(file, (int)tensor.Shape[0], Values(network, tensor));
            }
        });
    }

    /// <summary>A tensor of a network: its name and shape in the file, and what it is.</summary>
    private sealed record ModelTensor(string Name, long[] Shape, int Layer, bool IsBias);

    private static IEnumerable<ModelTensor> TensorsOf(NetworkSpec spec)
    {
        for (var l = 0; l < spec.Layers.Length; l++)
        {
            yield return new($"layers.{l}.weight", [spec.Layers[l].Units, spec.InputsOf(l)], l, false);
            if (spec.Layers[l].HasBias)
            {
                yield return new($"layers.{l}.bias", [spec.Layers[l].Units], l, true);
            }
        }
    }

    private static Span<T> Values<T>(Network<T> network, ModelTensor tensor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        tensor.IsBias ? network.Parameters.B(tensor.Layer) : network.Parameters.W(tensor.Layer);

    /// <summary>The file's tensors by name, if they are just those of the network: checked before any memory is taken for them.</summary>
    private static Dictionary<string, TensorEntry> Match(NetworkSpec spec, SafetensorsHeader header)
    {
        var entries = header.Tensors.ToDictionary(entry => entry.Name);
        var foreign = new HashSet<string>(entries.Keys);
        foreach (var tensor in TensorsOf(spec))
        {
            foreign.Remove(tensor.Name);
            if (!entries.TryGetValue(tensor.Name, out var entry))
            {
                throw new InvalidDataException($"it lacks the tensor '{tensor.Name}'");
            }

            if (!entry.Shape.SequenceEqual(tensor.Shape))
            {
                throw new InvalidDataException(
                    $"tensor '{tensor.Name}' has shape [{string.Join(", ", entry.Shape)}]; its network wants [{string.Join(", ", tensor.Shape)}]");
            }
        }

        return foreign.Count == 0 ? entries : throw new InvalidDataException($"it has a tensor '{foreign.First()}' that its network does not");
    }

    private static byte[] Header<T>(List<ModelTensor> tensors, string model)
        where T : unmanaged
    {
        var header = new JsonObject { ["__metadata__"] = new JsonObject { [MetadataKey] = model } };
        var end = 0L;
        foreach (var tensor in tensors)
        {
            var begin = end;
            end += tensor.Shape.Aggregate((long)Marshal.SizeOf<T>(), (bytes, length) => bytes * length);
            header[tensor.Name] = new JsonObject
            {
                ["dtype"] = typeof(T) == typeof(float) ? "F32" : "F64",
                ["shape"] = new JsonArray([.. tensor.Shape.Select(length => (JsonNode)length)]),
                ["data_offsets"] = new JsonArray(begin, end),
            };
        }

        // Padded with spaces, so that the tensors lie on whole words.
        var text = Encoding.UTF8.GetBytes(header.ToJsonString());
        var bytes = new byte[8 + ((text.Length + 7) / 8 * 8)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, (ulong)bytes.Length - 8);
        bytes.AsSpan(8).Fill((byte)' ');
        text.CopyTo(bytes, 8);
        return bytes;
    }

    /// <summary>Row-major in the file, column-major in memory.</summary>
    private static void ReadTransposed<T>(Stream file, string elementType, int rows, Span<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var columns = values.Length / rows;
        var size = elementType == "F64" ? 8 : 4;
        var row = new byte[columns * size];
        for (var r = 0; r < rows; r++)
        {
            file.ReadExactly(row);
            for (var c = 0; c < columns; c++)
            {
                values[(c * rows) + r] = T.CreateChecked(size == 8
                    ? BinaryPrimitives.ReadDoubleLittleEndian(row.AsSpan(c * 8))
                    : BinaryPrimitives.ReadSingleLittleEndian(row.AsSpan(c * 4)));
            }
        }
    }

    private static void WriteTransposed<T>(Stream file, int rows, ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var columns = values.Length / rows;
        var size = typeof(T) == typeof(double) ? 8 : 4;
        var row = new byte[columns * size];
        for (var r = 0; r < rows; r++)
        {
            for (var c = 0; c < columns; c++)
            {
                var value = double.CreateChecked(values[(c * rows) + r]);
                if (size == 8)
                {
                    BinaryPrimitives.WriteDoubleLittleEndian(row.AsSpan(c * 8), value);
                }
                else
                {
                    BinaryPrimitives.WriteSingleLittleEndian(row.AsSpan(c * 4), (float)value);
                }
            }

            file.Write(row);
        }
    }
}
