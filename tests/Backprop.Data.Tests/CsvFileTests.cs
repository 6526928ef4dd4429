using System.Reflection;
using System.Text;

namespace Backprop.Data.Tests;

public sealed class CsvFileTests
{
    [Theory]
    [InlineData("a,b\n1,2\n3,4\n", true, 2)]
    [InlineData("1,2\n3,4\n", false, 2)]
    [InlineData("a,b\nc,d\n", false, 2)]
    [InlineData("a,1\n2,3\n", false, 2)]
    [InlineData("a;b\r\n1;2\r\n", true, 1)]
    [InlineData("\"a\",\"b\"\n\n1,2\n", true, 1)]
    [InlineData("a,\n1,2\n", true, 1)]
    [InlineData(",a,kind\n0,1.5,x\n1,2.5,y\n", true, 2)]
    [InlineData("red,\nblue,2\n", false, 2)]
    [InlineData(",\n1,2\n", false, 2)]
    [InlineData(",1,x\n0,2,y\n", false, 2)]
    public void A_header_is_a_first_row_without_numbers_above_numbers(string text, bool hasHeader, int rows)
    {
        using var file = new TemporaryFile(text);
        var table = CsvFile.Open(file.Path);
        Assert.Equal((hasHeader, rows), (table.HasHeader, table.CountRows()));
    }

    [Theory]
    [InlineData("a,b\nc,d\n", true, 1)]
    [InlineData("a,b\n1,2\n", false, 2)]
    [InlineData("1,2\n3,4\n", true, 1)]
    public void A_header_is_what_is_said_to_be_one(string text, bool hasHeader, int rows)
    {
        using var file = new TemporaryFile(text);
        Assert.Equal(rows, CsvFile.Open(file.Path, new() { HasHeader = hasHeader }).CountRows());
    }

    [Theory]
    [InlineData("a b:c\n1:2\n", ':', 2)]
    [InlineData("a,b;c\n1;2\n", ';', 2)]
    [InlineData("1 000|2\n", '\t', 1)]
    public void The_delimiter_is_what_is_said_to_be_one(string text, char delimiter, int columns)
    {
        using var file = new TemporaryFile(text);
        Assert.Equal(columns, CsvFile.Open(file.Path, new() { Delimiter = delimiter, HasHeader = false }).ColumnCount);
        Assert.Throws<ArgumentException>(() => new CsvOptions { Delimiter = '"' });
    }

    [Fact]
    public void Quoted_cells_keep_separators_line_breaks_and_quotes()
    {
        using var file = new TemporaryFile("name,x\n\"a, \"\"b\"\"\nc\",1\nd,2\n");
        var table = CsvFile.Open(file.Path);
        using var rows = table.Rows();
        Assert.True(rows.Read());
        Assert.Equal("a, \"b\"\nc", rows.Text(0));
        Assert.True(rows.Read());
        Assert.Contains("line 4, column 'x': '2'; expected is something.", rows.Wrong(1, "something").Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0", true)]
    [InlineData("-12.5", true)]
    [InlineData("+1", true)]
    [InlineData(".5", true)]
    [InlineData("5.", true)]
    [InlineData("1e-3", true)]
    [InlineData("NaN", true)]
    [InlineData("-Infinity", true)]
    [InlineData("1,5", false)]
    [InlineData("1,000", false)]
    [InlineData("-", false)]
    [InlineData(".", false)]
    [InlineData("1.2.3", false)]
    [InlineData("2020-01-01", false)]
    [InlineData("1-2", false)]
    [InlineData("e", false)]
    [InlineData("0x10", false)]
    [InlineData("1 2", false)]
    [InlineData("--1", false)]
    [InlineData("(1)", false)]
    [InlineData("$1", false)]
    public void What_is_a_number_is_told_without_and_with_its_value(string cell, bool isNumber)
    {
        foreach (var (text, delimiter) in new[] { ($"{cell};x\n", ';'), ($"\"{cell}\",x\n", ',') })
        {
            using var file = new TemporaryFile(text);
            using var rows = CsvFile.Open(file.Path, new() { HasHeader = false, Delimiter = delimiter }).Rows();
            Assert.True(rows.Read());
            Assert.Equal((cell, isNumber, isNumber), (rows.Text(0), rows.IsNumber(0), rows.TryNumber(0, out _)));
        }
    }

    [Fact]
    public void Columns_are_found_by_name_and_by_index()
    {
        using var file = new TemporaryFile("a,b\n1,2\n");
        var table = CsvFile.Open(file.Path);
        Assert.Equal((1, 1, 0), (table.IndexOf("b"), table.IndexOf("1"), table.IndexOf("a")));
    }

    [Theory]
    [InlineData("", "", "empty")]
    [InlineData("\n\n", "", "empty")]
    [InlineData("a,b\n", "", "no rows")]
    [InlineData("a,b\n1,2\n3\n", "", "line 3: the row has 1 cells; expected are 2")]
    [InlineData("a,b\n1,2\n3,4,5\n", "", "line 3: the row has 3 cells; expected are 2")]
    [InlineData("a,b\n\"1,2\n", "", "line 2: the quotes do not match")]
    [InlineData("a,b\n1,2\n", "c", "no column 'c'; expected is one of a, b or an index from 0 to 1")]
    [InlineData("a,b\nc,d\n", "b", "no column 'b'; expected is an index from 0 to 1, or --header yes")]
    [InlineData("1,2\n", "2", "no column '2'; expected is an index from 0 to 1")]
    [InlineData("1,2\n", "-1", "no column '-1'")]
    [InlineData("a,a\n1,2\n", "a", "column 'a' is there more than once")]
    public void What_is_wrong_with_a_file_is_said_in_one_line(string text, string column, string said)
    {
        using var file = new TemporaryFile(text);
        var e = Assert.Throws<DataException>(() =>
        {
            var table = CsvFile.Open(file.Path);
            table.CountRows();
            return table.IndexOf(column);
        });
        Assert.Contains(said, e.Message, StringComparison.Ordinal);
        Assert.StartsWith(file.Path, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', e.Message);
    }

    [Theory]
    [InlineData("name,y\nMüller,1\nMöller,2\n", "line 2: 'M\uFFFDller' is not UTF-8")]
    [InlineData("größe,y\n1,1\n2,2\n", "line 1: 'gr\uFFFD\uFFFDe' is not UTF-8")]
    [InlineData("x,y\n1,2\n2,\"a\nü\"\n", "line 3: 'a\n\uFFFD' is not UTF-8")]
    [InlineData("x,y\n1,2\nü,3\n4,5\n", "line 3: '\uFFFD' is not UTF-8")]
    public void Text_in_another_encoding_is_refused_with_its_line(string text, string said)
    {
        using var file = new TemporaryFile("");
        File.WriteAllText(file.Path, text, Encoding.Latin1);
        foreach (var read in (Action<CsvFile>[])[table => CsvSource.ReadAll<double>(table, new("1")), table => CsvSource.Survey(table, new("1"))])
        {
            var e = Assert.Throws<DataException>(() => read(CsvFile.Open(file.Path)));
            Assert.StartsWith($"{file.Path}, {said}; expected is UTF-8", e.Message, StringComparison.Ordinal);
        }

        foreach (var encoding in (Encoding[])[Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode])
        {
            File.WriteAllText(file.Path, text, encoding);
            using var rows = CsvFile.Open(file.Path, new() { HasHeader = false }).Rows();
            Assert.True(rows.Read());
            Assert.Equal(text[..text.IndexOf(',', StringComparison.Ordinal)], rows.Text(0));
        }
    }

    [Fact]
    public void A_file_that_is_not_there_is_named()
    {
        var e = Assert.Throws<DataException>(() => CsvFile.Open("nowhere.csv"));
        Assert.Contains("nowhere.csv: there is no such file", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_class_knows_the_parser()
    {
        const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;
        var knowing = typeof(CsvFile).Assembly.GetTypes()
            .Where(type => type.GetFields(All).Select(field => field.FieldType)
                .Concat(type.GetMethods(All).SelectMany(method => method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType)))
                .Any(known => known.Namespace == nameof(CsvHelper)))
            .Select(type => (type.DeclaringType ?? type).Name);
        Assert.Equal(["CsvRows"], knowing.Distinct());
    }
}
