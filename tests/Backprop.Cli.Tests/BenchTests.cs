using System.Text.Json;

namespace Backprop.Cli.Tests;

/// <summary>Of <c>bench</c> the smallest workload is timed here; the command times all of them.</summary>
public sealed class BenchTests
{
    private static readonly IReadOnlyList<BenchCase> s_smallest = [.. BenchCase.All.Where(one => one.Workload == "W1-xor" && one.Threads == 1)];

    [Fact]
    public void Every_workload_is_timed_on_the_engine_and_small_ones_on_the_others_too()
    {
        Assert.Equal(
            ["W1-xor", "W2-small", "W3-mnist", "W4-wide", "W5-big", "W6-online", "I1-predict", "I2-predict", "G-float-512", "G-double-512"],
            BenchCase.All.Select(one => one.Workload).Distinct());
        Assert.All(BenchCase.All.GroupBy(one => one.Workload), rows => Assert.Equal(BenchCase.Simd, rows.First().Engine));
        Assert.Equal(["simd", "mathnet", "reference"], s_smallest.Select(one => one.Engine));
    }

    [Fact]
    public void A_row_says_who_computed_how_fast_and_at_which_share_of_the_peak()
    {
        var (results, messages) = (new StringWriter(), new StringWriter());
        var terminal = new Terminal(results, messages, IsInteractive: false);
        var report = BenchCommand.Execute(s_smallest, terminal, default);
        Assert.Equal(s_smallest.Count, messages.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);

        terminal.WriteJson(report);
        var json = JsonDocument.Parse(results.ToString()).RootElement;
        Assert.Equal(["peakGflops", "rows"], json.EnumerateObject().Select(property => property.Name));
        Assert.All(json.GetProperty("rows").EnumerateArray(), row =>
        {
            Assert.Equal(["workload", "engine", "threads", "microseconds", "gflops", "percentOfPeak"], row.EnumerateObject().Select(property => property.Name));
            var (time, gflops) = (row.GetProperty("microseconds").GetDouble(), row.GetProperty("gflops").GetDouble());
            Assert.InRange(time, 1e-3, 1e6);
            Assert.Equal(s_smallest[0].Flops / time / 1000, gflops, 1e-9);
            Assert.Equal(100 * gflops / json.GetProperty("peakGflops").GetDouble(), row.GetProperty("percentOfPeak").GetDouble(), 1e-9);
        });

        results.GetStringBuilder().Clear();
        report.Print(terminal);
        Assert.Contains("W1-xor", results.ToString(), StringComparison.Ordinal);
        Assert.Contains("Peak of one core", results.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_cancelled_run_ends_at_once_and_says_what_was_reached()
    {
        var terminal = new Terminal(new StringWriter(), new StringWriter(), IsInteractive: false);
        var e = Assert.Throws<OperationCanceledException>(() => BenchCommand.Execute(s_smallest, terminal, new CancellationToken(canceled: true)));
        Assert.Equal("Cancelled after 0 of 3 measurements; none is printed.", e.Message);
    }
}
