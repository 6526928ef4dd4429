using Backprop.Tensors.Files;

namespace Backprop.Cli;

/// <summary>A file that an option names to be written.</summary>
internal static class OutputFile
{
    /// <summary>Passes a file through if it can be there, so that hours of work are not lost for a slip of the pen.</summary>
    /// <param name="option">Such as <c>--out</c>.</param>
    /// <param name="file">The file, or null.</param>
    /// <param name="others">What else is read or written, by name; null is nothing.</param>
    /// <exception cref="UsageException">Its folder is not there, it is one itself, or it is one of the others, whatever links lead to it.</exception>
    public static string? Require(string option, string? file, params IEnumerable<(string Name, string? Path)> others)
    {
        if (file is null)
        {
            return null;
        }

        if (file.Length == 0)
        {
            throw new UsageException($"{option} is ''; allowed is a file in a folder that exists.");
        }

        if (Directory.Exists(file) || Path.EndsInDirectorySeparator(file))
        {
            throw new UsageException($"{option} is '{file}'; allowed is a file, and that is a folder.");
        }

        var place = UsageException.Named(option, () => RealPath.Of(file));
        if (Path.GetDirectoryName(place) is var folder && !Directory.Exists(folder))
        {
            throw new UsageException($"{option} is '{file}'; allowed is a file in a folder that exists, and {folder} does not.");
        }

        foreach (var (name, other) in others)
        {
            if (!string.IsNullOrEmpty(other) && UsageException.Named(name, () => RealPath.AreSame(file, other)))
            {
                throw new UsageException($"{option} is '{file}'; allowed is another file than {name}, which would be lost.");
            }
        }

        return file;
    }
}
