namespace Backprop.Data;

/// <summary>A file of data, read only, and unpacked on the way if it is gzip.</summary>
internal static class DataFile
{
    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="kind">What messages say it should be, such as "a CSV file".</param>
    /// <exception cref="DataException">It cannot be opened.</exception>
    public static Stream Open(string path, string kind) => Guard(path, kind, () =>
    {
        var options = new FileStreamOptions { Options = FileOptions.SequentialScan, BufferSize = 0 };
        var file = new FileStream(path, options);
        if (!IsGzip(file))
        {
            return (Stream)file;
        }

        file.Dispose();
        return new GzipFile(path, options);
    });

    /// <summary>Whether a file begins as gzip does.</summary>
    public static bool IsGzip(FileStream file)
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
