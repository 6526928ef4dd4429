using Xunit.Abstractions;

namespace Backprop.Accuracy.Tests;

public sealed class AccuracyTests(ITestOutputHelper output)
{
    /// <summary>Parts of a job: enough to keep all cores busy to the end.</summary>
    private const int Parts = 64;

    public static TheoryData<string> InDouble => [.. ElementaryFunctions.All.Select(function => function.Name)];

    public static TheoryData<string> InFloat =>
        [.. ElementaryFunctions.All.Where(function => function.InFloat != null).Select(function => function.Name)];

    [Theory]
    [MemberData(nameof(InDouble))]
    public void In_double_every_function_is_within_its_bound_of_the_oracle(string name)
    {
        var function = ElementaryFunctions.Named(name);
        Check(function, function.MaxUlps, part => WorstDouble(function, part));
    }

    /// <summary>The version in double is the exact value here: it knows 2⁻²⁹ of a float's last place.</summary>
    [Theory]
    [MemberData(nameof(InFloat))]
    public void Rounded_to_float_every_function_is_within_its_bound_of_its_version_in_double(string name)
    {
        var function = ElementaryFunctions.Named(name);
        Check(function, function.MaxUlpsInFloat, part => WorstFloat(function, part));
    }

    private void Check(ElementaryFunction function, double bound, Func<int, Worst> job)
    {
        var worst = Sweep.WorstOf(Parts, job);
        output.WriteLine($"{function.Name}: {worst.Ulps:F4} of {bound} ulp, {worst.Message}");
        Assert.True(worst.Ulps <= bound, $"{function.Name}: {worst.Ulps:F4} ulp, more than {bound}, {worst.Message}");
    }

    private static Worst WorstDouble(ElementaryFunction function, int part)
    {
        var random = new Random(part);
        var worst = Worst.None;
        for (var i = Sweep.Doubles / Parts; i >= 0; i--)
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

    private static Worst WorstFloat(ElementaryFunction function, int part)
    {
        const long All = 1L << 32;
        var worst = Worst.None;
        var first = All / Parts * part;
        for (var bits = first; bits < first + All / Parts; bits += Sweep.FloatStride)
        {
            var x = BitConverter.Int32BitsToSingle((int)bits);
            var expected = function.InDouble(x);
            var actual = (float)function.InFloat!(x);
            if (float.IsNaN(actual) && double.IsNaN(expected)) continue;
            var ulps = FloatUlps(actual, expected);
            if (ulps > worst.Ulps)
                worst = new(ulps, $"at {x:R} (0x{(int)bits:X8}): {actual:R}, not {expected:R}");
        }
        return worst;
    }

    /// <summary>|actual − expected| in units of the last place of a float of that size; below 2⁻¹²⁶, of the least subnormal.</summary>
    private static double FloatUlps(float actual, double expected)
    {
        if (actual == expected) return 0;
        var difference = Math.Abs(actual - expected);
        // Beyond the largest float ∞ is the right answer; short of it ∞ counts as 2¹²⁸, the next float there would be.
        if (float.IsInfinity(actual))
        {
            if (!(actual * expected > 0)) return double.PositiveInfinity;
            difference = Math.Max(0, Math.ScaleB(1, 128) - Math.Abs(expected));
        }
        var lastPlace = expected == 0 ? -149 : Math.Max(Math.Min(Math.ILogB(expected), 127) - 23, -149);
        return double.IsNaN(difference) ? double.PositiveInfinity : Math.ScaleB(difference, -lastPlace);
    }
}
