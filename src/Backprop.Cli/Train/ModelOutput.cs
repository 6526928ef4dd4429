using System.Numerics;
using Backprop.Tensors;
using Backprop.Tensors.Files;

namespace Backprop.Cli;

/// <summary>The file that a trained model is written to.</summary>
internal static class ModelOutput
{
    private const string Option = "--out";

    /// <summary>Passes a file through if it can be there, so that hours of training are not lost for a slip of the pen.</summary>
    /// <param name="file">The file, or null.</param>
    /// <param name="checkpoint">The file of the run's checkpoint, or null.</param>
    /// <exception cref="UsageException">Its folder is not there, or it is one itself, or it is the checkpoint.</exception>
    public static string? Require(string? file, string? checkpoint)
    {
        if (file is null)
        {
            return null;
        }

        var folder = UsageException.Named(Option, () => Path.GetDirectoryName(Path.GetFullPath(file)));
        if (folder is null || !Directory.Exists(folder))
        {
            throw new UsageException($"{Option} is '{file}'; allowed is a file in a folder that exists, and {folder} does not.");
        }

        if (checkpoint is not null && Path.GetFullPath(file) == Path.GetFullPath(checkpoint))
        {
            throw new UsageException($"{Option} is '{file}'; allowed is another file than --checkpoint, whose place the model would take.");
        }

        return Directory.Exists(file) ? throw new UsageException($"{Option} is '{file}'; allowed is a file, and that is a folder.") : file;
    }

    /// <summary>Writes the model; the file is whole, or as it was before.</summary>
    /// <exception cref="UsageException">It cannot be written.</exception>
    public static void Write<T>(string file, Network<T> network, DataSchema schema)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        try
        {
            ModelFile.Save(new Model<T>(network, schema), file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{Option} is '{file}'; the file cannot be written: {e.Message}");
        }
    }
}
