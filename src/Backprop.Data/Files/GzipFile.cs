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

    /// <param name="file">The file, which is disposed with this.</param>
    public GzipFile(Stream file)
        : this(new PackedFile(file))
    {
    }

    private GzipFile(PackedFile file)
        : base(file, CompressionMode.Decompress) => _file = file;

    /// <summary>Bytes that the file has.</summary>
    public long PackedLength => _file.Length;

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
    private sealed class PackedFile(Stream file) : Stream
    {
        public Stream? Next { get; set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => file.Length;

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => (Next ?? file).Read(buffer, offset, count);

        public override int Read(Span<byte> buffer) => (Next ?? file).Read(buffer);

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                file.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
