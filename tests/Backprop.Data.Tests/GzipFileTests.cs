using System.IO.Compression;
using System.Text;

namespace Backprop.Data.Tests;

public sealed class GzipFileTests
{
    [Fact]
    public void Gzip_is_unpacked_on_the_way()
    {
        using var file = new TemporaryFile("");
        File.WriteAllBytes(file.Path, Packed("a,b\n1,2\n3,4.5\n"));
        Assert.Equal([1, 3], DataSet.Read(CsvFile.Open(file.Path), new("b")).Samples.Inputs.ToArray());

        // Files of gzip may be joined.
        File.WriteAllBytes(file.Path, [.. Packed("a,b\n1,2\n"), .. Packed("3,4.5\n")]);
        Assert.Equal([1, 3], DataSet.Read(CsvFile.Open(file.Path), new("b")).Samples.Inputs.ToArray());
    }

    [Fact]
    public void Gzip_that_is_cut_off_anywhere_is_refused()
    {
        using var file = new TemporaryFile("");
        foreach (var level in (CompressionLevel[])[CompressionLevel.Fastest, CompressionLevel.NoCompression])
        {
            var packed = Packed("a,b\n" + string.Concat(Enumerable.Range(0, 50).Select(n => $"{n},{n * n}\n")), level);

            // From where the two bytes that tell gzip are there.
            for (var length = 2; length < packed.Length; length++)
            {
                File.WriteAllBytes(file.Path, packed[..length]);
                var e = Assert.Throws<DataException>(() => DataSet.Read(CsvFile.Open(file.Path), new("b")));
                Assert.StartsWith(file.Path, e.Message, StringComparison.Ordinal);
            }
        }

        var cut = Packed("a,b\n1,2\n3,4.5\n")[..^9];
        File.WriteAllBytes(file.Path, cut);
        Assert.Contains("the gzip data is damaged or cut off", Assert.Throws<DataException>(() => CsvFile.Open(file.Path)).Message, StringComparison.Ordinal);
    }

    private static byte[] Packed(string text, CompressionLevel level = CompressionLevel.Optimal)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, level))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }
}
