using System.Globalization;

namespace Backprop.Verification.Tests;

/// <summary>What <c>backprop verify --exhaustive</c> does for all floats, for some of them.</summary>
public sealed class ExhaustiveTests : IDisposable
{
    private static readonly SweptFunction[] s_two = [.. SweptFunctions.All.Where(function => function.Name is "exp" or "gelu-derivative")];

    private readonly string _file = Path.GetTempFileName();

    public ExhaustiveTests() => File.Delete(_file);

    public static TheoryData<string> Names => [.. SweptFunctions.All.Select(function => function.Name)];

    public void Dispose() => File.Delete(_file);

    /// <summary>48 blocks of 16,384 floats, spread over all that there are.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void On_a_sample_lanes_have_the_bits_of_the_definition_and_its_error_is_within_the_stated_one(string name)
    {
        var functions = SweptFunctions.All.Where(function => function.Name == name).ToArray();
        var sweep = new ExhaustiveSweep(functions, Machine.Whole.Widths, 2, blocks: 48);
        sweep.Run();
        var report = Assert.Single(SweepReport.Of(functions, sweep.State, Machine.Whole));
        Assert.True(report.Passed, report.Counterexample);
        Assert.Equal(48 * 16384, report.Cases);
        // Rounding alone comes close to half an ulp: an error that is far smaller has not been measured.
        Assert.True(report.Bound == 0 || report.WorstUlp > 0.49, $"{report.WorstUlp}");
    }

    [Fact]
    public void Blocks_hold_every_float_once()
    {
        Assert.Equal(FloatBlock.Count, Enumerable.Range(0, FloatBlock.Count).Select(FloatBlock.LowBitsOf).Distinct().Count());
        Assert.Equal(1L << 32, (long)FloatBlock.Count * FloatBlock.Size);
        var block = new FloatBlock();
        block.Fill(7);
        var bits = block.X.Select(BitConverter.SingleToUInt32Bits).ToArray();
        Assert.Equal(FloatBlock.Size, bits.Distinct().Count());
        Assert.All(bits, x => Assert.Equal(FloatBlock.LowBitsOf(7), x % FloatBlock.Count));
    }

    [Fact]
    public void A_lane_that_differs_is_told_with_the_first_float_for_which_it_does()
    {
        var function = new ElementaryFunction<ExpThatFailsAbove2>("faulty", 1);
        var machine = Machine.Of(256, 1);
        var sweep = new ExhaustiveSweep([function], machine.Widths, 1, blocks: 3);
        sweep.Run();
        var first = Enumerable.Range(0, 3).Min(FloatBlock.LowBitsOf);
        var report = Assert.Single(SweepReport.Of([function], sweep.State, machine));
        Assert.False(report.Passed);
        var x = BitConverter.UInt32BitsToSingle(0x40000000 + first);
        Assert.StartsWith(FormattableString.Invariant($"{x:R} (0x{0x40000000 + first:X8}): "), report.Counterexample, StringComparison.Ordinal);
        Assert.Contains(" at 256 bits, not ", report.Counterexample, StringComparison.Ordinal);
        Assert.Equal("--exhaustive --law faulty --vector-width 256", report.Replay);
    }

    [Fact]
    public void An_error_above_the_stated_one_is_a_failure()
    {
        SweptFunction[] functions = [new ElementaryFunction<Exp>("exp", 0.499)];
        var sweep = new ExhaustiveSweep(functions, Machine.Whole.Widths, 1, blocks: 8);
        sweep.Run();
        var report = Assert.Single(SweepReport.Of(functions, sweep.State, Machine.Whole));
        Assert.False(report.Passed);
        Assert.Contains("ulp, more than 0.499", report.Counterexample, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1f, 1.0, 0)]
    [InlineData(1f, 1 + (1.0 / (1 << 24)), 0.5)]
    [InlineData(0f, 1e-45, 0.71)]
    [InlineData(float.NaN, double.NaN, 0)]
    [InlineData(float.NaN, 1.0, double.PositiveInfinity)]
    [InlineData(1f, double.NaN, double.PositiveInfinity)]
    [InlineData(float.PositiveInfinity, 1e300, 0)]
    [InlineData(float.NegativeInfinity, 1e300, double.PositiveInfinity)]
    [InlineData(float.PositiveInfinity, (double)float.MaxValue, 1)]
    [InlineData(float.MaxValue, double.PositiveInfinity, double.PositiveInfinity)]
    public void Errors_count_last_places_of_a_float(float actual, double exact, double ulps) => Assert.Equal(ulps, Ulp.Of(actual, exact), 0.01);

    [Fact]
    public void What_is_found_does_not_depend_on_the_number_of_threads() => AssertSame(Whole(1), Whole(3));

    [Fact]
    public void A_run_that_was_cancelled_goes_on_from_its_checkpoint_to_the_same_end()
    {
        using var source = new CancellationTokenSource();
        var first = Sweep(2);
        Assert.ThrowsAny<OperationCanceledException>(() => first.Run(Checkpoint(), new After(64, source.Cancel), source.Token));
        Assert.Equal(64, Checkpoint().Read()!.Blocks);

        var second = Sweep(1);
        var progress = new After(128, () => { });
        second.Run(Checkpoint(), progress);
        Assert.Equal((200, 136), (progress.Last.Blocks, progress.Last.BlocksOfRun));
        AssertSame(Whole(2), second.State);
        AssertSame(second.State, Checkpoint().Read()!);

        var third = Sweep(1);
        third.Run(Checkpoint());
        AssertSame(second.State, third.State);
    }

    [Fact]
    public void Checkpoints_that_are_none_damaged_or_of_another_sweep_are_refused()
    {
        Assert.Null(Checkpoint().Read());
        var sweep = new ExhaustiveSweep(s_two, Machine.Whole.Widths, 1, blocks: 2);
        sweep.Run(Checkpoint());
        var text = File.ReadAllText(_file);

        AssertRefused("functions exp, gelu-derivative; allowed is exp.", new(_file, s_two[..1], Machine.Whole.Widths));
        AssertRefused("vector widths 512 bits, 256 bits, 128 bits, one lane; allowed is 128 bits.", new(_file, s_two, Machine.Of(128, 1).Widths));
        foreach (var damaged in (string[])["", "{}", "hello\nworld\n", text[..^9], text.Replace("\"Blocks\":2", "\"Blocks\":3", StringComparison.Ordinal)])
        {
            Assert.NotEqual(text, damaged);
            File.WriteAllText(_file, damaged);
            AssertRefused("no checkpoint of an exhaustive verification, or damaged", Checkpoint());
        }
    }

    [Fact]
    public void The_documentation_states_these_errors()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Backprop.sln")))
        {
            folder = folder.Parent!;
        }

        var rows = File.ReadAllLines(Path.Combine(folder.FullName, "docs", "numerics.md"))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Split('|', StringSplitOptions.TrimEntries)).ToArray();
        Assert.All(SweptFunctions.All, function =>
        {
            var row = Assert.Single(rows, row => row[1] == $"`{function.Name}`");
            Assert.Equal(function.Bound.ToString("#,##0.###", CultureInfo.InvariantCulture), row[^2]);
        });
    }

    private static ExhaustiveSweep Sweep(int threads) => new(s_two, Machine.Whole.Widths, threads, blocks: 200);

    private static SweepState Whole(int threads)
    {
        var sweep = Sweep(threads);
        sweep.Run();
        return sweep.State;
    }

    private SweepCheckpoint Checkpoint() => new(_file, s_two, Machine.Whole.Widths);

    private static void AssertSame(SweepState expected, SweepState actual)
    {
        Assert.Equal(expected.Blocks, actual.Blocks);
        Assert.Equal<Finding>(expected.Findings, actual.Findings);
    }

    private static void AssertRefused(string reason, SweepCheckpoint checkpoint)
    {
        var e = Assert.Throws<InvalidDataException>(() => checkpoint.Read());
        Assert.Contains(reason, e.Message, StringComparison.Ordinal);
    }

    private sealed class After(int blocks, Action action) : IProgress<SweepProgress>
    {
        public SweepProgress Last { get; private set; }

        public void Report(SweepProgress value)
        {
            Last = value;
            if (value.Blocks == blocks)
            {
                action();
            }
        }
    }

    private readonly struct ExpThatFailsAbove2 : IElementary
    {
        static double IElementary.Of<T>(double x) => Elementary.Exp<T>(x);

        static D IElementary.Over<D, T>(D x)
        {
            var exp = Tensors.Kernels.Elementary.Exp<D, T>(x);
            return D.WhereLess(x, D.Broadcast(2), exp, D.Broadcast(2) * exp);
        }
    }
}
