using System.Formats.Tar;

namespace Backprop.Tensors.Files;

/// <summary>Files that keep what is written to them: no folders, pipes or devices.</summary>
internal static class RegularFile
{
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
