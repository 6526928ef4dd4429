using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;

namespace Backprop.Tensors.Files;

/// <summary>A matrix or vector of a parameter set under its name in a file: <c>layers.N.weight</c> [out, in] or <c>layers.N.bias</c> [out], with a prefix.</summary>
internal sealed record ParameterTensor<T>(string Name, long[] Shape, ParameterSet<T> Set, int Layer, bool IsBias)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The numbers, column-major: live.</summary>
    public Span<T> Values => IsBias ? Set.B(Layer) : Set.W(Layer);
}

/// <summary>Parameter sets as the tensors of a safetensors file: row-major there, column-major in memory.</summary>
internal static class ParameterTensors
{
    /// <summary>Names and shapes of the tensors of a network's parameter set.</summary>
    public static IEnumerable<(string Name, long[] Shape, int Layer, bool IsBias)> Layout(NetworkSpec spec, string prefix = "") =>
        Layout(spec, [.. Enumerable.Range(0, spec.Layers.Length).Select(l => $"{prefix}layers.{l}")]);

    /// <summary>The same where a file has names of its own for the layers.</summary>
    public static IEnumerable<(string Name, long[] Shape, int Layer, bool IsBias)> Layout(NetworkSpec spec, IReadOnlyList<string> layers)
    {
        for (var l = 0; l < spec.Layers.Length; l++)
        {
            yield return ($"{layers[l]}.weight", [spec.Layers[l].Units, spec.InputsOf(l)], l, false);
            if (spec.Layers[l].HasBias)
            {
                yield return ($"{layers[l]}.bias", [spec.Layers[l].Units], l, true);
            }
        }
    }

    /// <summary>The tensors of a set.</summary>
    public static IEnumerable<ParameterTensor<T>> Of<T>(ParameterSet<T> set, string prefix = "")
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Of(set, Layout(set.Spec, prefix));

    /// <summary>The tensors of a set in a layout of its network.</summary>
    public static IEnumerable<ParameterTensor<T>> Of<T>(ParameterSet<T> set, IEnumerable<(string Name, long[] Shape, int Layer, bool IsBias)> layout)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        layout.Select(tensor => new ParameterTensor<T>(tensor.Name, tensor.Shape, set, tensor.Layer, tensor.IsBias));

    /// <summary>Writes a whole safetensors file; the same numbers give the same bytes.</summary>
    public static void Write<T>(Stream file, IEnumerable<ParameterTensor<T>> tensors, params IEnumerable<(string Key, string Text)> metadata)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sorted = tensors.OrderBy(tensor => tensor.Name, StringComparer.Ordinal).ToList();
        file.Write(Header(sorted, metadata));
        foreach (var tensor in sorted)
        {
            MatrixBytes.Write<T>(file, (int)tensor.Shape[0], tensor.Values);
        }
    }

    /// <summary>Reads tensors that <see cref="Match"/> has found in the file. Elements of the other precision are converted.</summary>
    public static void Read<T>(Stream file, SafetensorsHeader header, IEnumerable<ParameterTensor<T>> tensors)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var entries = header.Tensors.ToDictionary(entry => entry.Name);
        foreach (var tensor in tensors)
        {
            var entry = entries[tensor.Name];
            file.Position = header.DataStart + entry.Begin;
            MatrixBytes.Read(file, entry.ElementType, (int)entry.Shape[0], tensor.Values);
        }
    }

    /// <summary>Passes if a file has just these tensors.</summary>
    /// <exception cref="InvalidDataException">It has others, or other shapes.</exception>
    public static void Match(SafetensorsHeader header, IEnumerable<(string Name, long[] Shape, int Layer, bool IsBias)> tensors)
    {
        var entries = header.Tensors.ToDictionary(entry => entry.Name);
        var foreign = new HashSet<string>(entries.Keys);
        foreach (var (name, shape, _, _) in tensors)
        {
            foreign.Remove(name);
            if (!entries.TryGetValue(name, out var entry))
            {
                throw new InvalidDataException($"it lacks the tensor '{name}'");
            }

            if (!entry.Shape.SequenceEqual(shape))
            {
                throw new InvalidDataException(
                    $"tensor '{name}' has shape [{string.Join(", ", entry.Shape)}]; its network wants [{string.Join(", ", shape)}]");
            }
        }

        if (foreign.Count > 0)
        {
            throw new InvalidDataException($"it has a tensor '{foreign.First()}' that its network does not");
        }
    }

    private static byte[] Header<T>(List<ParameterTensor<T>> tensors, IEnumerable<(string Key, string Text)> metadata)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var texts = new JsonObject();
        foreach (var (key, text) in metadata)
        {
            texts[key] = text;
        }

        var header = new JsonObject { ["__metadata__"] = texts };
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
        var json = Encoding.UTF8.GetBytes(header.ToJsonString());
        var bytes = new byte[8 + ((json.Length + 7) / 8 * 8)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, (ulong)bytes.Length - 8);
        bytes.AsSpan(8).Fill((byte)' ');
        json.CopyTo(bytes, 8);
        return bytes;
    }
}
