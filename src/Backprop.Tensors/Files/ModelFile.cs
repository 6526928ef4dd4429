using System.Numerics;

namespace Backprop.Tensors.Files;

/// <summary>
/// Models as safetensors files: <c>layers.N.weight</c> [out, in] and <c>layers.N.bias</c> [out], row-major, F32 or F64, and the
/// spec and schema as JSON text under the metadata key <c>backprop</c>.
/// </summary>
public static class ModelFile
{
    internal const string MetadataKey = "backprop";

    /// <summary>Reads a model. Elements of the other precision are converted: F32 exactly, F64 rounded once.</summary>
    /// <exception cref="InvalidDataException">The file is no model, not a whole one, or of a newer version; the message names the file and why.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Model<T> Load<T>(string path)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var file = File.OpenRead(path);
        try
        {
            var header = SafetensorsHeader.Read(file);
            var (spec, schema) = ModelJson.Read(header.Metadata.GetValueOrDefault(MetadataKey)
                ?? throw new InvalidDataException($"it has no metadata '{MetadataKey}' that describes a network"));

            // Checked before any memory is taken for them.
            ParameterTensors.Match(header, ParameterTensors.Layout(spec));
            var network = new Network<T>(spec, initializer: Initializer.Constant(0));
            ParameterTensors.Read(file, header, ParameterTensors.Of(network.Parameters));
            return new(network, schema);
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
}
