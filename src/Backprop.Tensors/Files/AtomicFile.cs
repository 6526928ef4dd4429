namespace Backprop.Tensors.Files;

/// <summary>A file that is whole under its name, or not there: written beside it, flushed to disk, then renamed.</summary>
internal static class AtomicFile
{
    /// <summary>Writes a file; whatever fails, one that was there before stays. What a process leaves that is killed meanwhile, the next writing replaces.</summary>
    /// <exception cref="IOException">The file cannot be written, or another is writing it now.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        var temporary = path + ".tmp";
        var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None);
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
}
