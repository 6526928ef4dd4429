namespace Backprop.Data.Tests;

public sealed class BuiltInSetTests
{
    public static TheoryData<string> Names => [.. BuiltInSets.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_seed_gives_the_same_bits(string name)
    {
        var (one, two) = (BuiltInSets.Find(name, 3)!, BuiltInSets.Find(name, 3)!);
        Assert.Equal(one.Samples.Inputs.ToArray(), two.Samples.Inputs.ToArray());
        Assert.Equal(one.Samples.Targets.ToArray(), two.Samples.Targets.ToArray());
    }

    [Theory]
    [InlineData("circles")]
    [InlineData("moons")]
    [InlineData("spirals")]
    [InlineData("sine")]
    public void Another_seed_gives_other_points(string name) =>
        Assert.NotEqual(BuiltInSets.Find(name, 3)!.Samples.Inputs.ToArray(), BuiltInSets.Find(name, 4)!.Samples.Inputs.ToArray());

    [Theory]
    [MemberData(nameof(Names))]
    public void Names_go_with_sizes_and_values_are_small(string name)
    {
        var data = BuiltInSets.Find(name, 0)!;
        Assert.Equal((data.InputNames.Length, data.TargetNames.Length), (data.Samples.InputSize, data.Samples.TargetSize));
        Assert.All(data.Samples.Inputs.ToArray(), x => Assert.InRange(x, -3, 3));
    }

    [Theory]
    [InlineData("xor", new double[] { 0, 1, 1, 0 })]
    [InlineData("and", new double[] { 0, 0, 0, 1 })]
    [InlineData("or", new double[] { 0, 1, 1, 1 })]
    [InlineData("parity", new double[] { 0, 1, 1, 0, 1, 0, 0, 1 })]
    public void Truth_tables_are_true(string name, double[] targets) =>
        Assert.Equal(targets, BuiltInSets.Find(name, 0)!.Samples.Targets.ToArray());

    [Fact]
    public void Parity_takes_more_bits() =>
        Assert.Equal(32, TruthTables.Parity(5).Samples.Count);

    [Theory]
    [InlineData("circles")]
    [InlineData("moons")]
    [InlineData("spirals")]
    public void Both_classes_have_as_many_points(string name)
    {
        var classes = BuiltInSets.Find(name, 0)!.Classes();
        Assert.Equal(classes.Length, 2 * classes.Count(c => c == 1));
    }

    [Fact]
    public void The_sine_follows_its_formula_up_to_noise()
    {
        var samples = SineWave.Sine(0).Samples;
        var squares = Enumerable.Range(0, samples.Count).Average(n =>
            Math.Pow(samples.Target(n)[0] - Math.Sin(Math.PI * samples.Input(n)[0]), 2));
        Assert.InRange(Math.Sqrt(squares), 0.04, 0.06);
    }

    [Fact]
    public void Other_names_are_none() => Assert.Null(BuiltInSets.Find("XOR", 0));
}
