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
    [InlineData(10, 0.2, 2)]
    [InlineData(10, 0, 0)]
    [InlineData(3, 0.01, 1)]
    [InlineData(3, 0.99, 2)]
    [InlineData(1, 0.5, 0)]
    [InlineData(0, 0.5, 0)]
    public void The_last_are_held_out_in_their_order(int count, double fraction, int heldOut)
    {
        var split = Split.Last(count, fraction);
        Assert.Equal(Enumerable.Range(0, count - heldOut), split.Training);
        Assert.Equal(Enumerable.Range(count - heldOut, heldOut), split.HeldOut);
    }

    [Property]
    public bool Folds_hold_each_sample_out_once_and_spread_each_class_evenly(byte[] drawn, byte folds, long seed)
    {
        int[] classes = [.. drawn.Select(c => c % 4), 0, 1];
        var k = 2 + (folds % (classes.Length - 1));
        var splits = Split.KFold(classes, k, seed);
        var sizes = splits.Select(split => split.HeldOut.Length).ToArray();
        return splits.Count == k
            && splits.SelectMany(split => split.HeldOut).Order().SequenceEqual(Enumerable.Range(0, classes.Length))
            && splits.All(split => split.Training.Concat(split.HeldOut).Order().SequenceEqual(Enumerable.Range(0, classes.Length)))
            && sizes.Max() - sizes.Min() <= 1
            && Enumerable.Range(0, 4).All(c => splits.Select(split => split.HeldOut.Count(n => classes[n] == c)).ToArray() is var counts && counts.Max() - counts.Min() <= 1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void Folds_that_cannot_be_are_refused(int folds) =>
        Assert.Throws<ArgumentException>(() => Split.KFold([0, 0, 1, 1], folds, 1));

    [Fact]
    public void Folds_depend_on_the_seed_alone()
    {
        var classes = new int[50];
        Assert.Equal(Split.KFold(classes, 5, 1)[2].HeldOut, Split.KFold(classes, 5, 1)[2].HeldOut);
        Assert.NotEqual(Split.KFold(classes, 5, 1)[2].HeldOut, Split.KFold(classes, 5, 2)[2].HeldOut);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    public void A_fraction_that_is_none_is_refused(double fraction) =>
        Assert.Throws<ArgumentException>(() => Split.Stratified([0, 0], fraction, 1));
}
