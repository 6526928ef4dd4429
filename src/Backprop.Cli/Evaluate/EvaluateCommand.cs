using System.CommandLine;
using System.Globalization;
using System.Numerics;

namespace Backprop.Cli;

/// <summary><c>backprop evaluate</c>: how good a model is on data.</summary>
internal static class EvaluateCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var verb = new Command("evaluate", "Measure a model on data: its loss and metrics");
        var options = new ModelVerb(verb, hasTargets: true);
        return verb.Does(terminal, (words, cancellation) =>
        {
            var evaluation = Abandonable.Run(
                () => options.IsFloat(words) ? Evaluate(options.Read<float>(words)) : Evaluate(options.Read<double>(words)),
                "all rows were evaluated",
                cancellation);
            if (words.GetValue(options.IsJson))
            {
                terminal.WriteJson(evaluation);
            }
            else
            {
                evaluation.Print(terminal.Results);
            }

            return ExitCode.Done;
        });
    }

    private static Evaluation Evaluate<T>(ModelRun<T> run)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var samples = run.Samples();
        var loss = UsageException.Named("DATA", () =>
        {
            samples.RequireFit(run.Model.Network.Spec);
            return run.Engine.Loss(samples);
        });
        return new(loss, Metrics.Of(run.Task, run.Data.Samples, run.Outputs(samples), run.AreProbabilities), samples.Count);
    }
}

/// <summary>How good a model is: what <c>--json</c> prints.</summary>
/// <param name="Loss">Its loss, as training counts it.</param>
/// <param name="Metrics">By name.</param>
/// <param name="Rows">On how many rows.</param>
internal sealed record Evaluation(double Loss, IReadOnlyDictionary<string, double> Metrics, int Rows)
{
    /// <summary>For people.</summary>
    public void Print(TextWriter results)
    {
        results.WriteLine(FormattableString.Invariant($"{"rows",-15}{Rows}"));
        results.WriteLine(FormattableString.Invariant($"{"loss",-15}{Loss:R}"));
        foreach (var (name, value) in Metrics)
        {
            results.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-15}{value:R}"));
        }
    }
}
