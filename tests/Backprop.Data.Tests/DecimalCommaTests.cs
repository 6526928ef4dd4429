namespace Backprop.Data.Tests;

public sealed class DecimalCommaTests
{
    private static DataSet Make(string text, string target)
    {
        using var file = new TemporaryFile(text);
        return DataSet.Read(CsvFile.Open(file.Path), new(target));
    }

    [Fact]
    public void A_decimal_comma_is_no_number()
    {
        var e = Assert.Throws<DataException>(() => Make("a;b\n1;2\n1,5;3\n", "b"));
        Assert.Contains("line 3, column 'a': '1,5'; expected is a finite number", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("temp;day;power\n;1;2.5\n28,9;2;3\n-7;3;4.5\n28,9;4;5\n-0,5;5;6.5\n", "power", "line 3, column 'temp': '28,9'")]
    [InlineData("\"1,5\",1\n\"2,25\",2\n3,3\n", "1", "line 1, column 0 (the first is 0): '1,5'")]
    [InlineData("temp;power\n1,5;2,5\n2,5;3,5\n", "1", "line 2, column 'temp': '1,5'")]
    [InlineData("temp;power\n1;2,5\n2;3\n3;4,5\n4;2,5\n", "power", "line 2, column 'power': '2,5'")]
    public void A_column_of_decimal_commas_is_no_column_of_texts(string text, string target, string said)
    {
        using var file = new TemporaryFile(text);
        foreach (var read in (Action<CsvFile>[])[table => DataSet.Read(table, new(target)), table => CsvSource.Survey(table, new(target), ScalingKind.Standard)])
        {
            var e = Assert.Throws<DataException>(() => read(CsvFile.Open(file.Path)));
            Assert.EndsWith($"{said}; expected is a number with a decimal point, such as 28.9.", e.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_thousand_decimal_commas_are_not_called_categories()
    {
        var e = Assert.Throws<DataException>(() => Make("x;y\n" + string.Concat(Enumerable.Range(0, 2000).Select(n => $"{n},5;{n}\n")), "y"));
        Assert.Contains("line 2, column 'x': '0,5'; expected is a number with a decimal point", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("k;y\n1,5;1\na;2\n2,5;3\n")]
    [InlineData("k;y\n1,5;1\n1.5;2\n2,5;3\n")]
    [InlineData("k;y\n1,2,3;1\n4,5;2\n6,7;3\n")]
    [InlineData("k;y\n1-2;1\n3-4;2\n5;3\n")]
    public void Texts_with_commas_that_are_no_numbers_stay_texts(string text) =>
        Assert.Equal(3, Make(text, "y").InputNames.Length);
}
