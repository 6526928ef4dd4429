using System.Globalization;
using System.Text;

namespace Backprop.PeerBenchmarks;

/// <summary>The tables, as Markdown.</summary>
internal sealed class Report(int rounds, bool quick, double floatPeak, double doublePeak)
{
    private readonly StringBuilder _tables = new();
    private string _unit = "";

    /// <summary>A table of its own for each question.</summary>
    public void Begin(Question question)
    {
        _unit = question.Unit;
        _tables.Append(CultureInfo.InvariantCulture, $"""

            ### {question.Name}: {question.Description}

            | row | threads | library | median per {_unit} | fastest – slowest process | GFLOP/s | % of FMA peak | time ÷ Backprop's | core to core |
            | --- | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |

            """);
    }

    /// <summary>The rows of one number of threads. What a process found is the median of its repetitions.</summary>
    public void Add(int threads, IReadOnlyList<(IRival Rival, Repetitions Repetitions)> measured)
    {
        foreach (var row in measured.GroupBy(one => one.Repetitions.Row))
        {
            var own = row.Where(one => one.Rival.Name == Rivals.Own).Select(one => Median(one.Repetitions.Seconds)).ToArray();
            foreach (var rival in row.GroupBy(one => one.Rival))
            {
                double[] processes = [.. rival.Select(one => Median(one.Repetitions.Seconds))];
                var (seconds, flops) = (Median(processes), rival.First().Repetitions.Flops);
                var peak = threads * (row.Key.StartsWith("G-f64", StringComparison.Ordinal) ? doublePeak : floatPeak);
                var gflops = flops / seconds / 1e9;
                _tables.Append(CultureInfo.InvariantCulture, $"| {row.Key} | {threads} | {rival.Key.Name} | {Time(seconds)} | {Time(processes.Min())} – {Time(processes.Max())} | {gflops:0.0} | {100 * gflops / peak:0} | {(own.Length == 0 ? "" : Ratio(seconds / Median(own)))} | {RoundTrips(rival.Select(one => one.Repetitions))} |\n");
            }
        }
    }

    /// <summary>The shortest and the longest, for two threads.</summary>
    private static string RoundTrips(IEnumerable<Repetitions> processes)
    {
        double[] all = [.. processes.Select(one => one.RoundTrip).OfType<double>().Order()];
        return all.Length == 0 ? "" : FormattableString.Invariant($"{all[0]:0}{(all.Length == 1 ? "" : FormattableString.Invariant($" – {all[^1]:0}"))} ns");
    }

    /// <summary>All of it.</summary>
    public string ToMarkdown(IReadOnlyList<IRival> rivals, IReadOnlyDictionary<string, string> versions, IReadOnlyDictionary<string, string> absent, IReadOnlyList<string> failures)
    {
        var text = new StringBuilder();
        var repetitions = (quick ? Timing.Quick : Timing.Thorough).Repetitions;
        var milliseconds = (quick ? Timing.Quick : Timing.Thorough).Least.TotalMilliseconds;
        text.Append(CultureInfo.InvariantCulture, $"""
            # Backprop and other libraries

            {Machine.Processor()}, {Environment.ProcessorCount} cores, {Machine.OperatingSystem()}; commit {Machine.Commit()}; {DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC.
            FMA peak of one core, measured in this run: {floatPeak:0.0} GFLOP/s float, {doublePeak:0.0} double; the load average was {Machine.Load()} when it ended.

            Each figure is the median over {rounds} {(rounds == 1 ? "process" : "processes")} of its own, in which the libraries took turns, of the median of {repetitions} repetitions of {milliseconds:0} ms or more after warm-up; beside it the fastest and the slowest process.
            GFLOP/s count the matrix products. A ratio above 1 means that Backprop is faster.
            Core to core, on two threads: how long a line of memory took from one core to the other and back before the library was loaded, in the process where that took the shortest and the longest. Where cores are far from each other, what two threads share takes longer; so a process with two was begun when they were near, unless that took too long.{(quick ? " This was a quick run: it shows that everything runs, and not how fast." : "")}


            """);
        foreach (var rival in rivals.Where(rival => versions.ContainsKey(rival.Name)))
        {
            text.Append(CultureInfo.InvariantCulture, $"- **{rival.Name}**: {versions[rival.Name]}; {rival.Description}\n");
        }

        foreach (var (name, reason) in absent)
        {
            text.Append(CultureInfo.InvariantCulture, $"- **{name}** is left out: {reason}\n");
        }

        foreach (var failure in failures)
        {
            text.Append(CultureInfo.InvariantCulture, $"- **failed**: {failure}\n");
        }

        return text.Append(_tables).ToString();
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>Three digits, in the unit that shows them best.</summary>
    private static string Time(double seconds)
    {
        var (value, unit) = seconds < 1e-6 ? (seconds * 1e9, "ns") : seconds < 1e-3 ? (seconds * 1e6, "µs") : seconds < 1 ? (seconds * 1e3, "ms") : (seconds, "s");
        return $"{value.ToString(value < 10 ? "0.00" : value < 100 ? "0.0" : "0", CultureInfo.InvariantCulture)} {unit}";
    }

    private static string Ratio(double ratio) => ratio.ToString(ratio < 10 ? "0.00" : "0.0", CultureInfo.InvariantCulture);
}
