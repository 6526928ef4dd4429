using Xunit.Abstractions;

namespace Backprop.Accuracy.Tests;

public sealed class AccuracyTests(ITestOutputHelper output)
{
    /// <summary>Parts of a job: enough to keep all cores busy to the end.</summary>
    private const int Parts = 64;

    private const int Arguments = 100_000;

    public static TheoryData<string> InDouble => [.. ElementaryFunctions.All.Select(function => function.Name)];

    [Theory]
    [MemberData(nameof(InDouble))]
    public void In_double_every_function_is_within_its_bound_of_the_oracle(string name)
    {
        var function = ElementaryFunctions.Named(name);
        var worst = WorstOfParts(part => WorstOf(function, part));
        output.WriteLine($"{function.Name}: {worst.Ulps:F4} of {function.MaxUlps} ulp, {worst.Message}");
        Assert.True(worst.Ulps <= function.MaxUlps, $"{function.Name}: {worst.Ulps:F4} ulp, more than {function.MaxUlps}, {worst.Message}");
    }

    private static Worst WorstOf(ElementaryFunction function, int part)
    {
        var random = new Random(part);
        var worst = Worst.None;
        for (var i = Arguments / Parts; i >= 0; i--)
        {
            var x = function.DrawArgument(random);
            var expected = function.Oracle(x);
            var actual = function.InDouble(x);
            var ulps = expected.UlpsFrom(actual);
            if (ulps > worst.Ulps)
                worst = new(ulps, $"at {x:R} (0x{BitConverter.DoubleToInt64Bits(x):X16}): {actual:R}, not {expected.Unscaled.High:R}");
        }
        return worst;
    }

    /// <summary>The worst of what all parts of a job find, on all cores.</summary>
    private static Worst WorstOfParts(Func<int, Worst> job)
    {
        var found = new Worst[Parts];
        Parallel.For(0, Parts, part => found[part] = job(part));
        return found.Aggregate(Worst.Of);
    }
}
