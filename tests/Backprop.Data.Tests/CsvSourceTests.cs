namespace Backprop.Data.Tests;

public sealed class CsvSourceTests
{
    private static DataSet Make(string text, string target, LearningTask? task = null, string? weights = null)
    {
        using var file = new TemporaryFile(text);
        return DataSet.Read(CsvFile.Open(file.Path), new(target) { Task = task, Weights = weights });
    }

    [Fact]
    public void Numbers_stay_numbers_and_texts_become_one_hot_in_ordinal_order()
    {
        var data = Make("size,color,price\n1,red,1.5\n2,blue,2.5\n-3e-1,Red,3.5\n", "price");
        Assert.Equal(["size", "color=Red", "color=blue", "color=red"], data.InputNames.ToArray());
        Assert.Equal([1, 0, 0, 1, 2, 0, 1, 0, -0.3, 1, 0, 0], data.Samples.Inputs.ToArray());
        Assert.Equal([1.5, 2.5, 3.5], data.Samples.Targets.ToArray());
        Assert.Equal(LearningTask.Regression, data.Task);
    }

    [Fact]
    public void Classes_are_one_hot_in_ordinal_order_whatever_the_order_of_rows()
    {
        var data = Make("1,b\n2,a\n3,B\n", "1");
        Assert.Equal(["B", "a", "b"], data.TargetNames.ToArray());
        Assert.Equal([0, 0, 1, 0, 1, 0, 1, 0, 0], data.Samples.Targets.ToArray());
        Assert.Equal([2, 1, 0], data.Classes());
    }

    [Theory]
    [InlineData("1,0\n2,1\n3,0\n4,1.0\n", null, LearningTask.Classification, 2)]
    [InlineData("1,0\n2,1\n3,2\n4,3\n", null, LearningTask.Regression, 1)]
    [InlineData("1,0\n2,0.5\n3,0\n4,0.5\n", null, LearningTask.Regression, 1)]
    [InlineData("1,0\n2,0\n3,0\n4,0\n", null, LearningTask.Regression, 1)]
    [InlineData("1,0\n2,1\n3,0\n4,1\n", LearningTask.Regression, LearningTask.Regression, 1)]
    [InlineData("1,0\n2,1\n3,2\n4,3\n", LearningTask.Classification, LearningTask.Classification, 4)]
    public void Few_whole_numbers_are_classes_unless_told_otherwise(string text, LearningTask? told, LearningTask found, int targets)
    {
        var data = Make(text, "1", told);
        Assert.Equal((found, targets), (data.Task, data.Samples.TargetSize));
    }

    [Fact]
    public void More_than_twenty_whole_numbers_are_a_regression()
    {
        static string Rows(int distinct) => string.Concat(Enumerable.Range(0, 60).Select(n => $"{n},{n % distinct}\n"));
        Assert.Equal(LearningTask.Classification, Make(Rows(20), "1").Task);
        Assert.Equal(LearningTask.Regression, Make(Rows(21), "1").Task);
    }

    [Fact]
    public void Several_targets_are_a_regression_in_the_order_asked_for()
    {
        var data = Make("a,b,c\n1,2,3\n4,5,6\n", "c,a");
        Assert.Equal(["c", "a"], data.TargetNames.ToArray());
        Assert.Equal([3, 1, 6, 4], data.Samples.Targets.ToArray());
        Assert.Equal([2, 5], data.Samples.Inputs.ToArray());
    }

    [Fact]
    public void A_name_with_a_comma_is_one_column() =>
        Assert.Equal(["a,b"], Make("\"a,b\",c\n1,2\n2.5,3\n", "a,b").TargetNames.ToArray());

    [Theory]
    [InlineData("a,b\n1,2\nx,3\n4,5\n", "b", "line 3, column 'a': 'x'; expected is a finite number")]
    [InlineData("a,b\n1,2\n,3\n4,5\n", "b", "line 3, column 'a': the value is missing; expected is a finite number")]
    [InlineData("1,2\n1,NaN\n4,5\n", "1", "line 2, column 1 (the first is 0): 'NaN'; expected is a finite number")]
    [InlineData("1,2\n1e999,3\n4,5\n", "1", "line 2, column 0 (the first is 0): '1e999'")]
    [InlineData("1,2\n-Infinity,3\n4,5\n", "1", "'-Infinity'")]
    [InlineData("a,b\n1,x\n2,\n3,y\n", "b", "line 3, column 'b': the value is missing; expected is a text")]
    [InlineData("a,b\n1,x\n2,x\n", "b", "every row is of class 'x'; expected are two classes or more")]
    [InlineData("a,b\n1,2\n", "a,b", "every column is a target")]
    [InlineData("a,b\n1,2\n", "a,a", "names a column twice")]
    [InlineData("a,b\n1,2\n", "z", "no column 'z'")]
    public void What_is_wrong_with_a_cell_is_said_with_its_place(string text, string target, string said)
    {
        var e = Assert.Throws<DataException>(() => Make(text, target));
        Assert.Contains(said, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_does_not_pass_for_a_number_that_was_asked_for()
    {
        var e = Assert.Throws<DataException>(() => Make("1,x\n2,y\n", "1", LearningTask.Regression));
        Assert.Contains("line 1, column 1 (the first is 0): 'x'; expected is a finite number", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_among_the_texts_of_a_column_are_categories_too()
    {
        var data = Make("a,b\n1,1\nx,2\ny,3\n1,4\nz,5.5\n", "b");
        Assert.Equal(["a=1", "a=x", "a=y", "a=z"], data.InputNames.ToArray());
        Assert.Equal([1, 0, 0, 0], data.Samples.Input(3).ToArray());
    }

    [Fact]
    public void Weights_are_a_column_that_is_no_input()
    {
        var data = Make("a,b,w\n1,2,0.5\n2,3,0\n3,4,2\n", "b", weights: "w");
        Assert.Equal(["a"], data.InputNames.ToArray());
        Assert.Equal([0.5, 0, 2], data.Samples.Weights.ToArray());
        foreach (var (text, said) in new[] { ("a,b,w\n1,2,-1\n", "line 2, column 'w': '-1'; expected is a finite number, 0 or above"), ("a,b,w\n1,2,x\n", "'x'"), ("a,b,w\n1,2,0\n", "every sample weight is 0") })
        {
            var e = Assert.Throws<DataException>(() => Make(text, "b", weights: "w"));
            Assert.Contains(said, e.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Scaling_that_is_found_on_the_way_is_that_of_all_samples()
    {
        using var file = new TemporaryFile("x,color,y,k\n1,red,2.5,7\n2.5,blue,3,7\n-3,red,-1,7\n8,red,0.5,7\n");
        foreach (var kind in Enum.GetValues<ScalingKind>())
        {
            var csv = CsvFile.Open(file.Path);
            var (source, plain) = (CsvSource.Survey(csv, new("y"), kind), CsvSource.Survey(csv, new("y")).Read<double>());
            var (inputs, targets) = (Scaling.Fit(kind, plain.Inputs, ["x", "blue", "red", "k"]), Scaling.Fit(kind, plain.Targets, ["y"]));
            Near(inputs.Apply(plain.Inputs), source.Read<double>().Inputs.ToArray());
            Near(targets.Apply(plain.Targets), source.Read<double>().Targets.ToArray());
            Assert.Equal(kind != ScalingKind.None, source.Schema.InputScaling is not null);
        }

        static void Near(double[] expected, double[] found) => Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
    }

    [Fact]
    public void Floats_are_rounded_once_after_scaling()
    {
        using var file = new TemporaryFile("1700000000,1\n1700000001,2\n1700000003,3.5\n");
        var samples = CsvSource.Survey(CsvFile.Open(file.Path), new("1"), ScalingKind.MinMax).Read<float>();
        Assert.Equal([0f, 1 / 3f, 1f], samples.Inputs.ToArray());
    }

    [Fact]
    public void A_value_too_large_for_float_is_refused_with_its_place()
    {
        using var file = new TemporaryFile("1,1\n1e39,2\n");
        var e = Assert.Throws<DataException>(() => CsvSource.Survey(CsvFile.Open(file.Path), new("1")).Read<float>());
        Assert.Contains("line 2, column 0 (the first is 0): '1e39'", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x,color,y\n1,red,2\n2,\"red\",3\n 3 , \"b, c\"\t,4.5\n")]
    [InlineData("x, \"color\",y\n1,red,2\n2,red,3\n3,\"b, c\",4.5\n")]
    [InlineData("x\tcolor\ty\n1\tred\t2\n2\tred\t3\n3 \t \"b, c\"\t4.5\n")]
    public void Spaces_around_a_cell_are_none_of_its_text(string text)
    {
        var data = Make(text, "y");
        Assert.Equal(["x", "color=b, c", "color=red"], data.InputNames.ToArray());
        Assert.Equal([1, 0, 1, 2, 0, 1, 3, 1, 0], data.Samples.Inputs.ToArray());
    }
}
