using System.Collections;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace Backprop.Data;

/// <summary>
/// The rows of a CSV file as batches, in memory that does not grow with the file. Each epoch is a pass over the file: blocks of
/// rows come in the order of the file, and the rows of a block are shuffled, by seed, epoch and block. A block is as many batches
/// as fit in 16 MiB, one at least.
/// </summary>
public sealed class CsvStream<T> : IEpochBatches<T>, IFingerprinted
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Large enough to mix rows well, small beside any memory.
    private const int BlockBytes = 1 << 24;

    private readonly CsvSource _source;
    private readonly RowEncoder<T> _encoder;
    private readonly int _batchSize, _blockSize;
    private readonly long _seed;

    internal CsvStream(CsvSource source, RowEncoder<T> encoder, int batchSize, long seed)
    {
        (_source, _encoder, _seed) = (source, encoder, seed);
        _batchSize = batchSize > 0
            ? (int)Math.Min(batchSize, source.RowCount)
            : throw new ArgumentException(FormattableString.Invariant($"Batch size is {batchSize}; allowed is a whole number, 1 or above."));
        if ((long)_batchSize * Math.Max(encoder.InputSize, encoder.TargetSize) > Array.MaxLength)
        {
            throw new ArgumentException(FormattableString.Invariant($"Batch size is {batchSize}; allowed are batches that fit in memory."));
        }

        var rowBytes = (long)(encoder.InputSize + encoder.TargetSize) * Unsafe.SizeOf<T>();
        _blockSize = (int)(_batchSize * Math.Max(1, BlockBytes / (_batchSize * rowBytes)));
    }

    /// <summary>The same stream with another block; for tests, which have small files.</summary>
    internal CsvStream(CsvStream<T> other, int block) =>
        (_source, _encoder, _seed, _batchSize, _blockSize) = (other._source, other._encoder, other._seed, other._batchSize, block);

    /// <summary>The number of rows, and SHA-256 over the bytes of the file, which is read for it.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public string Fingerprint
    {
        get
        {
            using var file = File.OpenRead(_source.File.Path);
            return FormattableString.Invariant($"{_source.RowCount} rows, sha256 {Convert.ToHexStringLower(SHA256.HashData(file))}");
        }
    }

    /// <summary>The batches of epoch 0.</summary>
    /// <inheritdoc cref="Epoch" path="/exception"/>
    public IEnumerator<Samples<T>> GetEnumerator() => Epoch(0).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    /// <exception cref="DataException">A cell is not what it must be, or the file has changed.</exception>
    public IEnumerable<Samples<T>> Epoch(int epoch)
    {
        using var rows = _source.Rows();
        var left = _source.RowCount;
        var memory = _encoder.Allocate((int)Math.Min(_blockSize, left));
        for (var block = 0; left > 0; block++)
        {
            var count = (int)Math.Min(_blockSize, left);
            var samples = _encoder.Read(rows, count, memory);
            var order = Permutation.Of(count, RandomStream.For(_seed, StreamPurpose.Shuffle, epoch, block + 1));
            for (var first = 0; first < count; first += _batchSize)
            {
                yield return samples.Select(order.AsSpan(first, Math.Min(_batchSize, count - first)));
            }

            left -= count;
        }
    }
}
