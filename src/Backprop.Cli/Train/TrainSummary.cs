using Backprop.Data;
using Spectre.Console;
using static System.FormattableString;

namespace Backprop.Cli;

/// <summary>A run as people read it.</summary>
internal static class TrainSummary
{
    // More would not fit a window.
    private const int MostClasses = 10;

    /// <summary>Prints what was learnt, from what, how, and how well.</summary>
    public static void Print(Terminal terminal, TrainPlan plan, TrainReport report, string precision)
    {
        var (data, spec, settings) = (plan.Data, plan.Spec, plan.Settings);
        var batch = settings.BatchSize >= plan.TrainingCount ? "full batch" : Invariant($"batches of {settings.BatchSize}");
        Line("data", $"{data.Name}: {data.Summary}");
        Line("rows", plan.HeldOutCount > 0
            ? Invariant($"{plan.TrainingCount} train, {plan.HeldOutCount} held out")
            : Invariant($"{plan.TrainingCount} train, none held out"));
        Line("scaling", plan.ScalingKind switch { ScalingKind.MinMax => "min-max", ScalingKind.Standard => "standard", _ => "none" });
        Line("network", Invariant($"{spec}; {spec.ParameterCount} parameters, {precision}"));
        Line("loss", $"{spec.Loss}, {(spec.Reduction == Reduction.Sum ? "sum" : "mean")} over the samples");
        Line("training", Invariant($"{settings.Optimizer.Name}, learning rate {settings.Optimizer.LearningRate:R}, {batch}, seed {settings.Seed}"));
        Line("epochs", Invariant($"{report.Epochs} in {report.Seconds:F2} s{Stopped(report, settings)}"));
        Line("training loss", Invariant($"{report.Loss:R}"));
        if (plan.HeldOutCount > 0)
        {
            Line("held-out loss", Invariant($"{report.ValidationLoss:R}"));
        }

        PrintMetrics(plan, report, Line);
        if (data.IsOneHot && report.Confusion is { Count: <= MostClasses } confusion)
        {
            terminal.ResultTables().Write(ClassTable(data, confusion));
        }

        if (report.Predictions is { } predictions)
        {
            terminal.ResultTables().Write(TruthTable(data, predictions));
        }

        void Line(string name, string value) => terminal.Results.WriteLine($"{name,-15}{value}");
    }

    private static string Stopped(TrainReport report, TrainingSettings settings) => report.Stopped switch
    {
        "stop-below" => Invariant($", stopped below {settings.StopBelow:R}"),
        "patience" => Invariant($", stopped by patience: {settings.Patience} epochs without a better held-out loss, and the best is kept"),
        "time-limit" => Invariant($", stopped by the time limit of {settings.TimeLimit?.TotalSeconds:R} s"),
        _ => "",
    };

    private static void PrintMetrics(TrainPlan plan, TrainReport report, Action<string, string> line)
    {
        var count = plan.HeldOutCount > 0 ? plan.HeldOutCount : plan.TrainingCount;
        var rows = plan.HeldOutCount > 0 ? "held-out" : "training";
        foreach (var (name, value) in report.Metrics)
        {
            line(name, name == "accuracy"
                ? Invariant($"{value:R} ({Math.Round(value * count)} of {count} {rows} rows)")
                : Invariant($"{value:R} on {rows} rows"));
        }
    }

    /// <summary>A row for each class, with what it was taken for.</summary>
    private static Table ClassTable(DataSet data, ConfusionMatrix confusion)
    {
        var table = new Table().Border(TableBorder.Ascii2);
        table.AddColumn("class");
        for (var c = 0; c < confusion.Count; c++)
        {
            table.AddColumn($"taken for {Markup.Escape(data.TargetNames[c])}");
        }

        for (var t = 0; t < confusion.Count; t++)
        {
            table.AddRow([Markup.Escape(data.TargetNames[t]), .. Enumerable.Range(0, confusion.Count).Select(a => Invariant($"{confusion[t, a]}"))]);
        }

        return table;
    }

    private static Table TruthTable(DataSet data, IReadOnlyList<TruthTablePrediction> predictions)
    {
        var table = new Table().Border(TableBorder.Ascii2);
        table.AddColumns([.. data.InputNames, .. data.TargetNames, "output"]);
        foreach (var (inputs, targets, outputs) in predictions)
        {
            table.AddRow([.. inputs.Concat(targets).Concat(outputs).Select(value => Invariant($"{value:R}"))]);
        }

        return table;
    }
}
