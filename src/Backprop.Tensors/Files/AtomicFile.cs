using System.Buffers;
using System.Security.Cryptography;

namespace Backprop.Tensors.Files;

/// <summary>A file that is whole under its name, or not there: written beside it, flushed to disk, then renamed.</summary>
internal static class AtomicFile
{
    // What follows the name of a file in that of the one beside it: nobody calls data so.
    private const string Mark = ".backprop-";
    private const int Digits = 8;
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    /// <summary>
    /// Writes a file; whatever fails, one that was there before stays. Where the path is a link, that is the file it leads to; into
    /// a pipe or a device it writes straight. What a process leaves that is killed meanwhile, the next writing removes.
    /// </summary>
    /// <exception cref="IOException">The file cannot be written, or another is writing it now; the message names it.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        if (Directory.Exists(path) || Path.EndsInDirectorySeparator(path))
        {
            throw new IOException($"{path} cannot be written: it is a folder.");
        }

        try
        {
            using var special = OpenSpecial(path);
            if (special is null)
            {
                Replace(RealPath.Of(path), write);
            }
            else
            {
                write(special);
                special.Flush();
            }
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException($"{path} cannot be written: access is denied.", e);
        }
    }

    /// <summary>A pipe or a device; null if it is none.</summary>
    private static FileStream? OpenSpecial(string path)
    {
        try
        {
            return !File.Exists(path) || RegularFile.Is(path) ? null : new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        }
        catch (FileNotFoundException)
        {
            // A link to nothing is there, and what it leads to is not.
            return null;
        }
    }

    private static void Replace(string path, Action<Stream> write)
    {
        var folder = Path.GetDirectoryName(path)!;
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"{path} cannot be written: there is no folder {folder}.");
        }

        RemoveLeft(folder, Path.GetFileName(path) + Mark);
        var temporary = path + Mark + RandomNumberGenerator.GetHexString(Digits, lowercase: true);
        try
        {
            Replace(path, temporary, write);
        }
        catch (IOException e) when (e.Message.Contains(temporary, StringComparison.Ordinal))
        {
            throw new IOException($"{path} cannot be written: {e.Message.Replace(temporary, path, StringComparison.Ordinal)}", e);
        }
    }

    private static void Replace(string path, string temporary, Action<Stream> write)
    {
        var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        try
        {
            using (file)
            {
                write(file);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Removes what writings of a file have left that were killed; one that goes on holds its own, which cannot be opened.</summary>
    private static void RemoveLeft(string folder, string start)
    {
        foreach (var left in Directory.EnumerateFiles(folder, $"*{Mark}*"))
        {
            var name = Path.GetFileName(left.AsSpan());
            if (name.Length == start.Length + Digits && name.StartsWith(start, StringComparison.Ordinal) && !name[start.Length..].ContainsAnyExcept(HexDigits))
            {
                new FileStream(left, FileMode.Open, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose).Dispose();
            }
        }
    }
}
