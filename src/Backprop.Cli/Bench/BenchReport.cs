using System.Text.Json.Serialization;
using Spectre.Console;
using static System.FormattableString;

namespace Backprop.Cli;

/// <summary>What the machine did.</summary>
/// <param name="PeakGflops">What fused multiply-adds that touch only registers reach on one core, in float.</param>
/// <param name="Rows">What was timed.</param>
internal sealed record BenchReport(double PeakGflops, IReadOnlyList<BenchRow> Rows)
{
    /// <summary>The same in double.</summary>
    [JsonIgnore]
    public double DoublePeakGflops { get; init; }

    /// <summary>For people.</summary>
    public void Print(Terminal terminal)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("workload", "engine", "threads", "µs", "GFLOP/s", "% of peak", "time, first row = 1");
        foreach (var column in table.Columns.Skip(2))
        {
            column.RightAligned();
        }

        foreach (var row in Rows)
        {
            var first = Rows.First(other => other.Workload == row.Workload && other.Engine == BenchCase.Simd);
            table.AddRow(row.Workload, row.Engine, Invariant($"{row.Threads}"), Invariant($"{row.Microseconds:G4}"), Invariant($"{row.Gflops:G3}"), Invariant($"{row.PercentOfPeak:F0}"), Invariant($"{row.Microseconds / first.Microseconds:G3}"));
        }

        terminal.ResultTables().Write(table);
        terminal.Results.WriteLine(Invariant($"Peak of one core: {PeakGflops:F1} GFLOP/s in float, {DoublePeakGflops:F1} in double: fused multiply-adds in registers; % of it for each thread."));
        terminal.Results.WriteLine("A run is a training step, a call of Predict, or a product: the median of 7 repetitions. Other programs that run make it slower.");
    }
}

/// <summary>What came out for one case.</summary>
/// <param name="Workload">Its name.</param>
/// <param name="Engine">Who computed.</param>
/// <param name="Threads">Threads at most.</param>
/// <param name="Microseconds">Of one run.</param>
/// <param name="Gflops">Operations of the matrix products in a nanosecond.</param>
/// <param name="PercentOfPeak">Of as many cores as there are threads.</param>
internal sealed record BenchRow(string Workload, string Engine, int Threads, double Microseconds, double Gflops, double PercentOfPeak)
{
    /// <summary>Of a case and its time.</summary>
    public static BenchRow Of(BenchCase of, double microseconds, double peak)
    {
        var gflops = of.Flops / microseconds / 1000;
        return new(of.Workload, of.Engine, of.Threads, microseconds, gflops, 100 * gflops / (peak * of.Threads));
    }
}
