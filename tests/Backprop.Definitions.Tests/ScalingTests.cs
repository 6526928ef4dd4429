using FsCheck.Xunit;

namespace Backprop.Definitions.Tests;

public sealed class ScalingTests
{
    private static readonly double[] Rows = [1, 10, 7, 2, 20, 7, 6, 60, 7];

    private static readonly string[] Names = ["a", "b", "constant"];

    [Fact]
    public void Min_max_goes_from_0_to_1_and_leaves_a_constant_alone() =>
        Assert.Equal([0, 0, 7, 0.2, 0.2, 7, 1, 1, 7], Scaling.Fit(ScalingKind.MinMax, Rows, Names).Apply(Rows));

    [Fact]
    public void Standard_gives_mean_0_and_deviation_1_and_leaves_a_constant_alone()
    {
        var scaled = Scaling.Fit(ScalingKind.Standard, Rows, Names).Apply(Rows);
        double[] a = [scaled[0], scaled[3], scaled[6]];
        Assert.Equal(0, a.Average(), 1e-15);
        Assert.Equal(1, a.Average(x => x * x), 1e-15);
        Assert.Equal([7, 7, 7], (double[])[scaled[2], scaled[5], scaled[8]]);
    }

    [Fact]
    public void None_changes_nothing() =>
        Assert.Equal(Rows, Scaling.Fit(ScalingKind.None, Rows, Names).Apply(Rows));

    [Theory]
    [InlineData(ScalingKind.None)]
    [InlineData(ScalingKind.MinMax)]
    [InlineData(ScalingKind.Standard)]
    public void What_was_not_fitted_on_is_scaled_alike_and_comes_back(ScalingKind kind)
    {
        var scaling = Scaling.Fit(kind, Rows, Names);
        double[] other = [100, -3, 8];
        var back = scaling.Invert(scaling.Apply(other));
        Assert.All(back.Zip(other), pair => Assert.Equal(pair.Second, pair.First, 1e-12));
    }

    [Property]
    public bool Scaled_values_are_finite(int[] values, bool standard)
    {
        double[] rows = [.. values.Select(v => (double)v), 1];
        var kind = standard ? ScalingKind.Standard : ScalingKind.MinMax;
        return Scaling.Fit(kind, rows, ["a"]).Apply(rows).All(double.IsFinite);
    }

    [Fact]
    public void A_column_that_spans_too_much_is_refused_by_name()
    {
        var e = Assert.Throws<ArgumentException>(() => Scaling.Fit(ScalingKind.MinMax, [1e308, -1e308], ["wide"]));
        Assert.StartsWith("wide spans more", e.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Scaling.Fit(ScalingKind.Standard, [1, double.NaN], ["hole"]));
    }

    [Fact]
    public void What_is_no_whole_rows_is_refused()
    {
        var scaling = Scaling.Of([10, 20], [1, 2]);
        Assert.Equal(
            "3 values are no rows of 2 columns; allowed are whole rows of one column or more.",
            Assert.Throws<ArgumentException>(() => scaling.Apply([10, 20, 30])).Message);
        Assert.Throws<ArgumentException>(() => scaling.Invert([1]));
        Assert.Throws<ArgumentException>(() => Scaling.Fit(ScalingKind.Standard, [1, 2, 3], ["a", "b"]));
        Assert.Throws<ArgumentException>(() => Scaling.Fit(ScalingKind.None, [1], []));
        Assert.Throws<ArgumentException>(() => Scaling.Fit(ScalingKind.MinMax, [], ["a"]));
    }
}
