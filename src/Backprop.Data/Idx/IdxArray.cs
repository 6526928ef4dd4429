using System.Buffers.Binary;
using System.Collections.Immutable;

namespace Backprop.Data;

/// <summary>
/// An array of unsigned bytes from an IDX file, plain or gzip: a magic number 0x000008nn with nn dimensions, each dimension as a
/// big-endian 32-bit number, then the bytes, the last dimension fastest.
/// </summary>
/// <param name="Path">The file.</param>
/// <param name="Dimensions">Such as 60000, 28, 28.</param>
/// <param name="Values">As many as the product of the dimensions.</param>
/// <remarks>Source: Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits".</remarks>
public sealed record IdxArray(string Path, ImmutableArray<int> Dimensions, byte[] Values)
{
    private const string Kind = "an IDX file of unsigned bytes";

    // Deflate packs no better than 258 bytes into 2 bits.
    private const long MostPacked = 1032;

    /// <summary>Reads a file.</summary>
    /// <exception cref="DataException">It cannot be read, is no IDX file, or its length is not what its dimensions say.</exception>
    public static IdxArray Read(string path)
    {
        using var file = DataFile.Open(path, Kind);
        return DataFile.Guard(path, Kind, () => Read(path, file));
    }

    /// <summary>Whether a file begins as IDX files do, be it packed.</summary>
    /// <exception cref="DataException">It cannot be read.</exception>
    public static bool IsIdx(string path)
    {
        using var file = DataFile.Open(path, "a readable file");
        return DataFile.Guard(path, "a readable file", () =>
        {
            var start = new byte[2];
            return file.ReadAtLeast(start, 2, throwOnEndOfStream: false) == 2 && start is [0, 0];
        });
    }

    private static IdxArray Read(string path, Stream file)
    {
        var magic = Number(path, file);
        if (magic >> 8 != 8 || (magic & 0xFF) is var rank && rank is < 1 or > 8)
        {
            throw new DataException(FormattableString.Invariant($"{path}: the magic number is 0x{magic:X8}; expected is 0x00000801 to 0x00000808, {Kind}."));
        }

        var dimensions = new int[magic & 0xFF];
        var length = 1L;
        for (var d = 0; d < dimensions.Length; d++)
        {
            dimensions[d] = Number(path, file);
            length = dimensions[d] > 0 && length <= Array.MaxLength ? length * dimensions[d] : -1;
        }

        var shape = string.Join(" × ", dimensions);
        if (length is < 1 || length > Array.MaxLength)
        {
            throw new DataException($"{path}: the dimensions are {shape}; expected are positive ones of at most {Array.MaxLength} bytes together.");
        }

        return new(path, [.. dimensions], Bytes(path, file, (int)length, 4 * (1 + dimensions.Length), shape));
    }

    private static byte[] Bytes(string path, Stream file, int length, int header, string shape)
    {
        // Before memory is taken for what cannot be there.
        var (there, isExact) = file is GzipFile gzip ? (gzip.PackedLength * MostPacked, false) : (file.Length - header, true);
        if (isExact ? there != length : there < length)
        {
            throw Wrong(isExact ? FormattableString.Invariant($"{there}") : FormattableString.Invariant($"at most {there}"));
        }

        var values = new byte[length];
        var read = file.ReadAtLeast(values, length, throwOnEndOfStream: false);
        if (read < length)
        {
            throw Wrong(FormattableString.Invariant($"{read}"));
        }

        if (file.ReadByte() >= 0)
        {
            throw Wrong($"more than {length}");
        }

        return values;

        DataException Wrong(string found) => new($"{path}: {found} bytes follow the dimensions {shape}; expected are {length}.");
    }

    private static int Number(string path, Stream file)
    {
        Span<byte> bytes = stackalloc byte[4];
        return file.ReadAtLeast(bytes, 4, throwOnEndOfStream: false) == 4
            ? BinaryPrimitives.ReadInt32BigEndian(bytes)
            : throw new DataException($"{path}: the file ends within its header; expected is {Kind}.");
    }
}
