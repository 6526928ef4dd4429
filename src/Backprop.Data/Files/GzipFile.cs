using System.IO.Compression;

namespace Backprop.Data;

/// <summary>
/// A gzip file, unpacked. <see cref="GZipStream"/> ends where the file does, be it cut off or whole; this one tells them apart. Gzip
/// files may be joined (RFC 1952, section 2.2), so behind a whole one another is unpacked too, and behind one that is cut off not.
/// </summary>
internal sealed class GzipFile : GZipStream
{
    private const byte Mark = 0x5A;

    private readonly PackedFile _file;
    private bool _isWhole;

    public GzipFile(string path, FileStreamOptions options)
        : this(new PackedFile(path, options))
    {
    }

    private GzipFile(PackedFile file)
        : base(file, CompressionMode.Decompress) => _file = file;

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The file is damaged or cut off.</exception>
    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = base.Read(buffer, offset, count);
        if (read == 0 && count > 0 && !_isWhole)
        {
            RequireWhole();
        }

        return read;
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The file is damaged or cut off.</exception>
    public override int ReadByte()
    {
        var one = new byte[1];
        return Read(one, 0, 1) == 1 ? one[0] : -1;
    }

    private void RequireWhole()
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.WriteByte(Mark);
        }

        packed.Position = 0;
        _file.Next = packed;
        var rest = new byte[2];
        var (first, second) = (base.Read(rest, 0, 1), base.Read(rest, 1, 1));
        _isWhole = first == 1 && second == 0 && rest[0] == Mark
            ? true
            : throw new InvalidDataException("The gzip data ends before its end.");
    }

    /// <summary>A file that another may come after.</summary>
    private sealed class PackedFile(string path, FileStreamOptions options) : FileStream(path, options)
    {
        public Stream? Next { get; set; }

        public override int Read(byte[] buffer, int offset, int count) =>
            Next is null ? base.Read(buffer, offset, count) : Next.Read(buffer, offset, count);
    }
}
