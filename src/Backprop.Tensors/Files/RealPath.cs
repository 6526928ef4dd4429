namespace Backprop.Tensors.Files;

/// <summary>The one path of a file that has no link in it.</summary>
internal static class RealPath
{
    // As many as Linux follows.
    private const int MostLinks = 40;

    /// <summary>Follows all links, those of the folders too. What a path leads to need not be there.</summary>
    /// <exception cref="IOException">The links go round in a circle.</exception>
    public static string Of(string path)
    {
        var links = MostLinks;
        return Of(Path.GetFullPath(path), ref links);
    }

    /// <summary>Whether two paths are of one file.</summary>
    /// <exception cref="IOException">The links go round in a circle.</exception>
    public static bool AreSame(string path, string other) => string.Equals(
        Of(path), Of(other), OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);

    private static string Of(string path, ref int links)
    {
        if (Path.GetDirectoryName(path) is not { } parent)
        {
            return path;
        }

        var folder = Of(parent, ref links);
        var here = Path.Combine(folder, Path.GetFileName(path));
        if (new FileInfo(here).LinkTarget is not { } target)
        {
            return here;
        }

        return links-- > 0
            ? Of(Path.GetFullPath(target, folder), ref links)
            : throw new IOException($"{path} cannot be followed: its links go round in a circle.");
    }
}
