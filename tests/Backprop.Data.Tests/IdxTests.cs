using System.Collections.Immutable;
using System.IO.Compression;

namespace Backprop.Data.Tests;

public sealed class IdxTests
{
    private static readonly byte[] Images = [0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 255, 51, 102, 1, 2];
    private static readonly byte[] Labels = [0, 0, 8, 1, 0, 0, 0, 3, 7, 0, 7];

    private static TemporaryFile Write(byte[] bytes, bool isPacked = false)
    {
        var file = new TemporaryFile("");
        if (isPacked)
        {
            using var gzip = new GZipStream(File.Create(file.Path), CompressionMode.Compress);
            gzip.Write(bytes);
        }
        else
        {
            File.WriteAllBytes(file.Path, bytes);
        }

        return file;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Images_become_inputs_and_labels_classes(bool isPacked)
    {
        using var images = Write(Images, isPacked);
        using var labels = Write(Labels, isPacked);
        var data = IdxDataSet.Read(images.Path, labels.Path);
        Assert.True(IdxArray.IsIdx(images.Path));
        Assert.Equal([0, 255, 51, 102, 1, 2], data.Samples.Inputs.ToArray());
        Assert.Equal([0, 1, 1, 0, 0, 1], data.Samples.Targets.ToArray());
        Assert.Equal(["0", "7"], data.TargetNames.ToArray());
        Assert.Equal([0, 1], data.Schema.InputScaling!.Apply([0, 255]));
        Assert.Equal("3 × 1 × 2 bytes, 2 classes (0, 7)", data.Summary);
    }

    /// <summary>What is changed in the images (index, value; −1 cuts the last byte off, −2 appends one), and what is said.</summary>
    public static TheoryData<int, byte, string> BrokenImages => new()
    {
        { 2, 9, "the magic number is 0x00000903; expected is 0x00000801 to 0x00000808" },
        { 0, 1, "the magic number is 0x01000803" },
        { 3, 0, "the magic number is 0x00000800" },
        { 7, 4, "6 bytes follow the dimensions 4 × 1 × 2; expected are 8" },
        { 7, 2, "bytes follow the dimensions 2 × 1 × 2; expected are 4" },
        { 4, 127, "× 1 × 2" },
        { 4, 200, "the dimensions are -" },
        { 7, 0, "the dimensions are 0 × 1 × 2; expected are positive ones" },
        { -1, 0, "5 bytes follow the dimensions 3 × 1 × 2; expected are 6" },
        { -2, 0, "bytes follow the dimensions 3 × 1 × 2; expected are 6" },
    };

    [Theory]
    [MemberData(nameof(BrokenImages))]
    public void What_is_wrong_with_a_file_is_said_in_one_line(int index, byte value, string said)
    {
        byte[] bytes = index switch { -1 => Images[..^1], -2 => [.. Images, 0], _ => [.. Images] };
        if (index >= 0)
        {
            bytes[index] = value;
        }

        foreach (var isPacked in (bool[])[false, true])
        {
            using var file = Write(bytes, isPacked);
            var e = Assert.Throws<DataException>(() => IdxArray.Read(file.Path));
            Assert.StartsWith(file.Path, e.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', e.Message);
            if (!isPacked || index != 4)
            {
                Assert.Contains(said, e.Message.Replace("more than 4 bytes", "bytes", StringComparison.Ordinal).Replace("more than 6 bytes", "bytes", StringComparison.Ordinal), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Every_truncation_and_every_flipped_byte_is_read_or_refused()
    {
        using var file = Write(Images, isPacked: true);
        var packed = File.ReadAllBytes(file.Path);
        foreach (var whole in (byte[][])[Images, packed])
        {
            for (var length = 0; length < whole.Length; length++)
            {
                File.WriteAllBytes(file.Path, whole[..length]);
                Assert.Throws<DataException>(() => IdxArray.Read(file.Path));
            }

            for (var i = 0; i < whole.Length; i++)
            {
                var bytes = whole.ToArray();
                bytes[i] ^= 0x41;
                File.WriteAllBytes(file.Path, bytes);
                var e = Record.Exception(() => IdxArray.Read(file.Path));
                Assert.True(e is null or DataException, e?.ToString());
            }
        }
    }

    [Fact]
    public void Labels_must_go_with_the_images()
    {
        using var images = Write(Images);
        Refused([0, 0, 8, 1, 0, 0, 0, 2, 7, 0], "there are 2 labels; expected are 3");
        Refused([0, 0, 8, 2, 0, 0, 0, 3, 0, 0, 0, 1, 7, 0, 7], "the dimensions are 3 × 1; expected is one");
        Refused([0, 0, 8, 1, 0, 0, 0, 3, 7, 7, 7], "every label is 7; expected are two classes");

        Refused([0, 0, 8, 1, 0, 0, 0, 3, 7, 7, 7], "every label is of no class; expected are two classes", []);

        void Refused(byte[] bytes, string said, ImmutableArray<string>? classes = null)
        {
            using var labels = Write(bytes);
            var e = Assert.Throws<DataException>(() => IdxDataSet.Read(images.Path, labels.Path, classes));
            Assert.Contains(said, e.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Labels_are_no_images()
    {
        using var labels = Write(Labels);
        var e = Assert.Throws<DataException>(() => IdxDataSet.Read(labels.Path, labels.Path));
        Assert.Equal($"{labels.Path}: the dimensions are 3; expected are two or more, of images.", e.Message);
    }

    [Fact]
    public void A_class_that_is_not_known_is_refused()
    {
        using var images = Write(Images);
        using var labels = Write(Labels);
        var e = Assert.Throws<DataException>(() => IdxDataSet.Read(images.Path, labels.Path, ["0", "1"]));
        Assert.Contains("label 0 (the first is 0) is 7; expected is one of 0, 1", e.Message, StringComparison.Ordinal);
    }
}
