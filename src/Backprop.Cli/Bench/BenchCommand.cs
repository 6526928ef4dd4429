using System.CommandLine;
using Backprop.Workloads;

namespace Backprop.Cli;

/// <summary><c>backprop bench</c>: how fast this machine trains, predicts and multiplies, in under a minute.</summary>
internal static class BenchCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var json = OptionKinds.Json();
        var verb = new Command("bench", "Time fixed trainings, predictions and products on this machine, beside its peak, MathNet's products and the plain loops, in under a minute") { json };
        return verb.Does(terminal, (words, cancellation) =>
        {
            var report = Execute(BenchCase.All, terminal, cancellation);
            if (words.GetValue(json))
            {
                terminal.WriteJson(report);
            }
            else
            {
                report.Print(terminal);
            }

            return ExitCode.Done;
        });
    }

    /// <summary>Times some cases, one after the other.</summary>
    /// <exception cref="OperationCanceledException">Cancelled; the message says what was reached.</exception>
    internal static BenchReport Execute(IReadOnlyList<BenchCase> cases, Terminal terminal, CancellationToken cancellation)
    {
        var rows = new List<BenchRow>();
        var live = new LiveLine(terminal, "measuring the peak", cases.Count);
        var (peak, doublePeak) = (double.NaN, double.NaN);
        try
        {
            live.While(() =>
            {
                (peak, doublePeak) = (Peak.Gflops<float>(), Peak.Gflops<double>());
                foreach (var one in cases)
                {
                    live.Tell(rows.Count, true, () => FormattableString.Invariant($"{rows.Count + 1} of {cases.Count}: {one.Workload}, {one.Engine}, threads {one.Threads}"));
                    rows.Add(BenchRow.Of(one, Measurement.Microseconds(one.Prepare(), cancellation), one.IsDouble ? doublePeak : peak));
                }
            });
        }
        catch (OperationCanceledException e)
        {
            throw new OperationCanceledException(FormattableString.Invariant($"Cancelled after {rows.Count} of {cases.Count} measurements; none is printed."), e);
        }

        return new(peak, rows) { DoublePeakGflops = doublePeak };
    }
}
