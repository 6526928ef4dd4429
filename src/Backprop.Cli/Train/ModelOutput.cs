using System.Numerics;
using Backprop.Tensors;
using Backprop.Tensors.Files;

namespace Backprop.Cli;

/// <summary>The file that a trained model is written to.</summary>
internal static class ModelOutput
{
    /// <summary>The option that names it.</summary>
    public const string Option = "--out";

    /// <summary>Writes the model; the file is whole, or as it was before.</summary>
    /// <exception cref="UsageException">It cannot be written.</exception>
    public static void Write<T>(string file, Network<T> network, DataSchema schema)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => UsageException.Named(Option, () =>
    {
        ModelFile.Save(new Model<T>(network, schema), file);
        return file;
    });
}
