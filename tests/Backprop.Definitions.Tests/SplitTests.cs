using FsCheck.Xunit;

namespace Backprop.Definitions.Tests;

public sealed class SplitTests
{
    [Property]
    public bool Every_sample_is_on_exactly_one_side(byte[] classes, long seed)
    {
        var split = Split.Stratified([.. classes.Select(c => c % 5)], 0.2, seed);
        return split.Training.Concat(split.HeldOut).Order().SequenceEqual(Enumerable.Range(0, classes.Length))
            && split.Training.Order().SequenceEqual(split.Training) && split.HeldOut.Order().SequenceEqual(split.HeldOut);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-7)]
    public void Every_class_is_held_out_in_proportion(long seed)
    {
        int[] classes = [.. Enumerable.Repeat(0, 50), .. Enumerable.Repeat(1, 20), 2, 2, 2, 3];
        var split = Split.Stratified(classes, 0.2, seed);
        Assert.Equal([10, 4, 1, 0], Enumerable.Range(0, 4).Select(c => split.HeldOut.Count(n => classes[n] == c)));
    }

    [Fact]
    public void The_same_seed_gives_the_same_split_and_another_another()
    {
        var classes = new int[100];
        Assert.Equal(Split.Stratified(classes, 0.3, 5).HeldOut, Split.Stratified(classes, 0.3, 5).HeldOut);
        Assert.NotEqual(Split.Stratified(classes, 0.3, 5).HeldOut, Split.Stratified(classes, 0.3, 6).HeldOut);
    }

    [Fact]
    public void Fraction_0_holds_out_none() =>
        Assert.Empty(Split.Stratified(new int[10], 0, 1).HeldOut);

    [Theory]
    [InlineData(1)]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    public void A_fraction_that_is_none_is_refused(double fraction) =>
        Assert.Throws<ArgumentException>(() => Split.Stratified([0, 0], fraction, 1));
}
