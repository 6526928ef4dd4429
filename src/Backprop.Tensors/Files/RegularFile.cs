using System.Formats.Tar;

namespace Backprop.Tensors.Files;

/// <summary>Files that keep what is written to them: no folders, pipes or devices.</summary>
internal static class RegularFile
{
    /// <summary>Opens one to read it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="kind">What messages say it should be, such as "a model file".</param>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    /// <exception cref="IOException">It is no regular file, or cannot be read; the message names it.</exception>
    public static FileStream Open(string path, string kind)
    {
        if (!File.Exists(path))
        {
            throw Directory.Exists(path)
                ? new IOException($"{path} is a folder; expected is {kind}.")
                : new FileNotFoundException($"{path}: there is no such file; expected is {kind}.", path);
        }

        try
        {
            return Is(path) ? File.OpenRead(path) : throw new IOException($"{path} is a pipe, a device or a link to nothing; expected is {kind}.");
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException($"{path} cannot be read: access is denied; expected is {kind}.", e);
        }
    }

    /// <summary>Whether a file that is there, or what it is a link to, is a regular one.</summary>
    /// <exception cref="IOException">It is a socket, or cannot be looked at.</exception>
    public static bool Is(string path)
    {
        // What a link in /proc leads to may have no path.
        var file = new FileInfo(RealPath.Of(path));
        return file.Exists && (file.Length > 0 || TypeOf(file.FullName) is TarEntryType.RegularFile or TarEntryType.V7RegularFile);
    }

    /// <summary>What a file without length is: of all that .NET has, archives alone tell pipes and devices from files.</summary>
    private static TarEntryType TypeOf(string path)
    {
        using var archive = new MemoryStream();
        using (var writer = new TarWriter(archive, leaveOpen: true))
        {
            writer.WriteEntry(path, entryName: "file");
        }

        archive.Position = 0;
        using var reader = new TarReader(archive);
        return reader.GetNextEntry()!.EntryType;
    }
}
