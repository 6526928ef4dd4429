namespace Backprop.Verification.Tests;

public class LawRunnerTests
{
    private static readonly Law s_smallBatchesOnly = new Law<Problem>(
        "small-batches", "there are three samples at most", "nothing", ProblemGenerator.Problems(), (problem, _) =>
        {
            if (problem.Batch > 3)
            {
                throw new LawBrokenException($"{problem.Batch} samples");
            }
        });

    [Fact]
    public void What_breaks_a_law_is_reported_as_its_smallest_case_with_a_replay()
    {
        var report = Assert.Single(new LawRunner(100, 5, Machine.Of(256, 2)).Run([s_smallBatchesOnly]));
        Assert.False(report.Passed);
        Assert.InRange(report.Cases, 1, 10);
        Assert.StartsWith("1-1 ", report.Counterexample, StringComparison.Ordinal);
        Assert.Contains("batch 4, ", report.Counterexample, StringComparison.Ordinal);
        Assert.EndsWith(": 4 samples", report.Counterexample, StringComparison.Ordinal);
        Assert.Equal($"--law small-batches --cases 1 --seed {5 + report.Cases - 1} --vector-width 256 --threads 2", report.Replay);
    }

    [Fact]
    public void The_replay_is_the_same_case()
    {
        var report = Assert.Single(new LawRunner(100, 5, Machine.Whole).Run([s_smallBatchesOnly]));
        var again = Assert.Single(new LawRunner(1, 5 + report.Cases - 1, Machine.Whole).Run([s_smallBatchesOnly]));
        Assert.Equal((1, report.Counterexample, report.Replay), (again.Cases, again.Counterexample, again.Replay));
    }

    [Fact]
    public void Cases_differ_and_the_same_seed_draws_the_same_ones()
    {
        List<string> drawn = [];
        var law = new Law<Problem>("any", "", "", ProblemGenerator.Problems(), (problem, _) => drawn.Add(problem.ToString()));
        new LawRunner(50, 1, Machine.Whole).Run([law, law]);
        Assert.Equal(drawn[..50], drawn[50..]);
        Assert.Equal(50, drawn.Distinct().Count());
    }

    [Fact]
    public void A_cancelled_run_keeps_the_laws_that_are_done()
    {
        using var source = new CancellationTokenSource();
        var law = new Law<Problem>("any", "", "", ProblemGenerator.Problems(), (_, _) => { });
        var cancelling = new Law<Problem>("cancelling", "", "", ProblemGenerator.Problems(), (_, _) => source.Cancel());
        var runner = new LawRunner(3, 1, Machine.Whole);
        Assert.Throws<OperationCanceledException>(() => runner.Run([law, cancelling, law], null, source.Token));
        Assert.Equal("any", Assert.Single(runner.Reports).Name);
    }
}
