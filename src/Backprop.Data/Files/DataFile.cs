namespace Backprop.Data;

/// <summary>A file of data or a pipe, read only, and unpacked on the way if it is gzip.</summary>
internal static class DataFile
{
    /// <summary>Opens a file, at its beginning.</summary>
    /// <param name="path">The file.</param>
    /// <param name="kind">What messages say it should be, such as "a CSV file".</param>
    /// <exception cref="DataException">It cannot be opened.</exception>
    public static Stream Open(string path, string kind) => Guard(path, kind, () =>
    {
        var file = Pipes.Find(path) ?? Bytes(path);
        return IsGzip(file) ? new GzipFile(file) : file;
    });

    /// <summary>The bytes of a file as they are.</summary>
    private static Stream Bytes(string path)
    {
        var file = new FileStream(path, new FileStreamOptions { Options = FileOptions.SequentialScan, BufferSize = 0 });
        if (file.CanSeek)
        {
            return file;
        }

        using (file)
        {
            return Pipes.Keep(path, file);
        }
    }

    /// <summary>Whether a file begins as gzip does.</summary>
    private static bool IsGzip(Stream file)
    {
        Span<byte> start = stackalloc byte[2];
        var isGzip = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start is [0x1F, 0x8B];
        file.Position = 0;
        return isGzip;
    }

    /// <summary>Reads, and says what is wrong with a file that cannot be read.</summary>
    public static T Guard<T>(string path, string kind, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DataException($"{path}: there is no such file; expected is {kind}.", e);
        }
        catch (InvalidDataException e)
        {
            throw new DataException($"{path}: the gzip data is damaged or cut off; expected is a whole file.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new DataException($"{path}: the file cannot be read ({e.Message}); expected is {kind}.", e);
        }
    }
}
