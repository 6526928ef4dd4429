using System.Numerics;

namespace Backprop.Tensors.Files;

/// <summary>
/// Models as safetensors files: <c>layers.N.weight</c> [out, in] and <c>layers.N.bias</c> [out], row-major, F32 or F64, and the
/// spec and schema as JSON text under the metadata key <c>backprop</c>.
/// </summary>
/// <remarks>
/// No length is trusted before it is checked against the file: a file is refused, or it is a whole model, and reading it takes
/// memory in proportion to its size.
/// </remarks>
public static class ModelFile
{
    internal const string MetadataKey = "backprop";

    /// <summary>Reads a model. Elements of the other precision are converted: F32 exactly, F64 rounded once.</summary>
    /// <exception cref="InvalidDataException">The file is no model, not a whole one, or of a newer version; the message names the file and why.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Model<T> Load<T>(string path)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Read(path, (file, header) =>
        {
            var (spec, schema) = ModelJson.Read(header.Metadata.GetValueOrDefault(MetadataKey)
                ?? throw new InvalidDataException($"it has no metadata '{MetadataKey}' that describes a network; with its activations given, its weights can be"));
            return new Model<T>(Fill<T>(file, header, spec, ParameterTensors.Layout(spec)), schema);
        });

    /// <summary>
    /// Reads a network from a file that holds weights only, such as PyTorch's: <c>layers.N.weight</c> and <c>layers.N.bias</c>, or
    /// <c>N.weight</c> and <c>N.bias</c> as <c>nn.Sequential</c> names them. Layers come in the order of their numbers, which may
    /// have gaps; sizes come from the shapes; a layer without <c>bias</c> has none.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="activations">One for each layer.</param>
    /// <param name="loss">The loss; where none is given, <see cref="Loss.For"/> the last activation.</param>
    /// <param name="reduction">Mean or sum over the samples.</param>
    /// <exception cref="InvalidDataException">
    /// The file is no safetensors file, has other tensors, describes its own network, or does not fit the activations; the
    /// message names the file and why.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Network<T> LoadWeights<T>(string path, IReadOnlyList<Activation> activations, Loss? loss = null, Reduction reduction = Reduction.Mean)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(activations);
        return Read(path, (file, header) =>
        {
            if (header.Metadata.ContainsKey(MetadataKey))
            {
                throw new InvalidDataException("it describes its own network; activations are allowed for a file that does not");
            }

            var names = LayerNames.Of(header);
            var spec = PlainWeights.Spec(names, header, activations, loss, reduction);
            return Fill<T>(file, header, spec, ParameterTensors.Layout(spec, names));
        });
    }

    /// <summary>The element type of a file's tensors: float or double.</summary>
    /// <exception cref="InvalidDataException">The file is no safetensors file, or not a whole one.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Type ElementTypeOf(string path) =>
        Read(path, (_, header) => header.Tensors.Any(tensor => tensor.ElementType == "F64") ? typeof(double) : typeof(float));

    /// <summary>Whether a file describes its network, for <see cref="Load"/>, or holds weights only, for <see cref="LoadWeights"/>.</summary>
    /// <exception cref="InvalidDataException">The file is no safetensors file, or not a whole one.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static bool IsDescribed(string path) => Read(path, (_, header) => header.Metadata.ContainsKey(MetadataKey));

    /// <summary>Writes a network that has no schema.</summary>
    /// <inheritdoc cref="Save{T}(Model{T}, string)"/>
    public static void Save<T>(Network<T> network, string path)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Save(new Model<T>(network), path);

    /// <summary>
    /// Writes a model. The same model gives the same bytes; the file appears under its name when it is whole, or not at all.
    /// </summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save<T>(Model<T> model, string path)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        AtomicFile.Write(path, file => ParameterTensors.Write(
            file, ParameterTensors.Of(model.Network.Parameters), (MetadataKey, ModelJson.Write(model.Network.Spec, model.Schema))));
    }

    private static TResult Read<TResult>(string path, Func<Stream, SafetensorsHeader, TResult> read)
    {
        using var file = RegularFile.Open(path, "a model file");
        try
        {
            return read(file, SafetensorsHeader.Read(file));
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"{path} cannot be loaded: {e.Message}.", e);
        }
    }

    private static Network<T> Fill<T>(
        Stream file, SafetensorsHeader header, NetworkSpec spec, IEnumerable<(string Name, long[] Shape, int Layer, bool IsBias)> layout)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Checked before any memory is taken for them.
        ParameterTensors.Match(header, layout);
        var network = new Network<T>(spec, initializer: Initializer.Constant(0));
        ParameterTensors.Read(file, header, ParameterTensors.Of(network.Parameters, layout));
        return network;
    }
}
