using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Backprop.Data.Tests;

public sealed class CsvFuzzTests
{
    // What CSV files are made of, and what breaks them.
    private static readonly string[] Pieces =
        [",", ",", ",", "\n", "\n", "\r\n", "\r", "\"", "\"\"", ";", "\t", "|", " ", "1", "2.5", "-3", "1e5", "1e999", "NaN", "a", "b", "ß", "\0", "\uFEFF", "x,y\n", "1,2\n", "3,4\n"];

    public static Arbitrary<string> Texts => Arb.From(
        Gen.Elements(Pieces).ArrayOf().Select(string.Concat),
        text => Enumerable.Range(0, text.Length).Select(i => text.Remove(i, 1)));

    [Property(MaxTest = 500)]
    public Property Reading_text_gives_samples_or_says_what_is_wrong() => Prop.ForAll(Texts, text => Reads(Encoding.UTF8.GetBytes(text)));

    [Property(MaxTest = 300)]
    public bool Reading_bytes_gives_samples_or_says_what_is_wrong(byte[] bytes) => Reads(bytes);

    private static bool Reads(byte[] bytes)
    {
        using var file = new TemporaryFile("");
        File.WriteAllBytes(file.Path, bytes);
        foreach (var (target, scaling) in new[] { ("0", ScalingKind.None), ("1", ScalingKind.Standard), ("x", ScalingKind.MinMax) })
        {
            try
            {
                var all = CsvSource.ReadAll<double>(CsvFile.Open(file.Path), new(target));
                var surveyed = CsvSource.Survey(CsvFile.Open(file.Path), new(target));
                Assert.Equal(surveyed.Summary, all.Source.Summary);
                Assert.Equal(surveyed.Read<double>().Inputs.ToArray(), all.Samples.Inputs.ToArray());
                Assert.Equal(surveyed.Read<double>().Targets.ToArray(), all.Samples.Targets.ToArray());
                var source = CsvSource.Survey(CsvFile.Open(file.Path), new(target), scaling);
                var (samples, streamed) = (source.Read<double>(), source.Stream<double>(3, seed: 1).Sum(b => b.Count));
                Assert.Equal((source.RowCount, source.RowCount), (samples.Count, streamed));
                Assert.DoesNotContain(samples.Inputs.ToArray(), x => !double.IsFinite(x));
            }
            catch (DataException e)
            {
                Assert.StartsWith(file.Path, e.Message, StringComparison.Ordinal);
            }
        }

        return true;
    }
}
