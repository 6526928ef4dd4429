namespace Backprop.Data.Tests;

public sealed class CsvStreamTests
{
    private static readonly Func<int, string> Numbers = n => FormattableString.Invariant($"{n},{n % 7}.25,{(n % 3 == 0 ? "red" : "blue")}\n");

    private static CsvSource Source(TemporaryFile file) => CsvSource.Survey(CsvFile.Open(file.Path), new("2"), ScalingKind.MinMax);

    private static TemporaryFile Rows(int count) => new(string.Concat(Enumerable.Range(0, count).Select(Numbers)));

    [Theory]
    [InlineData(100, 8, 24)]
    [InlineData(7, 8, 8)]
    [InlineData(96, 32, 32)]
    [InlineData(33, 1, 5)]
    public void An_epoch_is_every_row_once_shuffled_inside_blocks_and_never_across(int rows, int batch, int block)
    {
        using var file = Rows(rows);
        var source = Source(file);
        var all = source.Read<double>();
        var stream = source.Stream<double>(batch, seed: 3);
        stream = new(stream, block);
        for (var epoch = 0; epoch < 2; epoch++)
        {
            var batches = stream.Epoch(epoch).ToList();
            Assert.All(batches.SkipLast(1), b => Assert.Equal(Math.Min(batch, rows), b.Count));
            var seen = batches.SelectMany(b => Enumerable.Range(0, b.Count).Select(n => (X: b.Input(n).ToArray(), T: b.Target(n).ToArray()))).ToList();
            Assert.Equal(rows, seen.Count);
            for (var first = 0; first < rows; first += block)
            {
                var ordered = seen.Skip(first).Take(block).OrderBy(row => row.X[0]).ToList();
                for (var n = 0; n < ordered.Count; n++)
                {
                    Assert.Equal(all.Input(first + n).ToArray(), ordered[n].X);
                    Assert.Equal(all.Target(first + n).ToArray(), ordered[n].T);
                }
            }
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_epochs_and_each_its_own_order()
    {
        using var file = Rows(50);
        double[][] Epochs(long seed)
        {
            var stream = Source(file).Stream<double>(10, seed);
            return [.. Enumerable.Range(0, 2).Select(epoch => stream.Epoch(epoch).SelectMany(b => b.Inputs.ToArray()).ToArray())];
        }

        var (one, two, other) = (Epochs(1), Epochs(1), Epochs(2));
        Assert.Equal(one[0], two[0]);
        Assert.Equal(one[1], two[1]);
        Assert.NotEqual(one[0], one[1]);
        Assert.NotEqual(one[0], other[0]);
        Assert.Equal(one[0], Source(file).Stream<double>(10, 1).SelectMany(b => b.Inputs.ToArray()).ToArray());
    }

    [Fact]
    public void A_file_that_shrinks_is_noticed()
    {
        using var file = Rows(50);
        var stream = Source(file).Stream<double>(10, seed: 0);
        File.WriteAllText(file.Path, Numbers(1));
        var e = Assert.Throws<DataException>(() => stream.Count());
        Assert.Contains("fewer rows than when it was first read", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mistake_is_told_by_the_first_pass()
    {
        using var file = new TemporaryFile("1,2\n3,NaN\n5,6\n");
        var e = Assert.Throws<DataException>(() => CsvSource.Survey(CsvFile.Open(file.Path), new("0"), ScalingKind.Standard));
        Assert.Contains("line 2, column 1 (the first is 0): 'NaN'", e.Message, StringComparison.Ordinal);
    }
}
