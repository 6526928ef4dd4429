namespace Backprop.Tensors.Files;

/// <summary>A file that is whole under its name, or not there: written beside it, flushed to disk, then renamed.</summary>
internal static class AtomicFile
{
    /// <summary>Writes a file; whatever fails, one that was there before stays.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        var temporary = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write))
            {
                write(file);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
