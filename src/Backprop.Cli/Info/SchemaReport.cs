using System.Globalization;

namespace Backprop.Cli;

/// <summary>What a model file says of the table that it was trained on.</summary>
/// <param name="Task"><c>classification</c> or <c>regression</c>.</param>
/// <param name="Columns">The columns that the inputs are made of.</param>
/// <param name="Classes">A name for each output of a classification; null for a regression.</param>
/// <param name="Targets">A name for each output of a regression; null for a classification.</param>
/// <param name="InputScaling">(x − offset)/divisor for each input value; null for none.</param>
/// <param name="OutputScaling">What predictions undo, for each output; null for none.</param>
internal sealed record SchemaReport(
    string Task,
    IReadOnlyList<ColumnReport> Columns,
    IReadOnlyList<string>? Classes,
    IReadOnlyList<string>? Targets,
    ScalingReport? InputScaling,
    ScalingReport? OutputScaling)
{
    /// <summary>Of a schema.</summary>
    public static SchemaReport Of(DataSchema schema)
    {
        var isClassification = schema.Task == LearningTask.Classification;
        return new(
            isClassification ? "classification" : "regression",
            [.. schema.Inputs.Select(column => new ColumnReport(column.Name, column.IsNumeric ? null : column.Categories))],
            isClassification ? schema.Outputs : null,
            isClassification ? null : schema.Outputs,
            ScalingReport.Of(schema.InputScaling),
            ScalingReport.Of(schema.OutputScaling));
    }

    /// <summary>For people.</summary>
    public void Print(Action<string, string> line)
    {
        line("task", Task);
        var at = 0;
        foreach (var (name, categories) in Columns)
        {
            line("column", $"{name}{(categories is null ? "" : $": {string.Join(", ", categories)}")}{Scaled(InputScaling, at, categories?.Count ?? 1)}");
            at += categories?.Count ?? 1;
        }

        foreach (var (o, name) in (Classes ?? Targets ?? []).Index())
        {
            line(Classes is null ? "target" : "class", $"{name}{Scaled(OutputScaling, o, 1)}");
        }
    }

    /// <summary>The scaling of a column's values, where it does anything to them.</summary>
    private static string Scaled(ScalingReport? scaling, int first, int count)
    {
        var pairs = Enumerable.Range(first, scaling is null ? 0 : count).Select(i => (Offset: scaling!.Offsets[i], Divisor: scaling.Divisors[i])).ToArray();
        return pairs.All(pair => pair is (0, 1))
            ? ""
            : $", scaled by {string.Join(", ", pairs.Select(pair => string.Create(CultureInfo.InvariantCulture, $"(x − {pair.Offset:R})/{pair.Divisor:R}")))}";
    }
}

/// <summary>A column of a table, with its categories where it is one of texts.</summary>
internal sealed record ColumnReport(string Name, IReadOnlyList<string>? Categories);

/// <summary>Offsets and divisors, one for each value.</summary>
internal sealed record ScalingReport(IReadOnlyList<double> Offsets, IReadOnlyList<double> Divisors)
{
    /// <summary>Of a scaling that may be none.</summary>
    public static ScalingReport? Of(Scaling? scaling) => scaling is null ? null : new(scaling.Offsets, scaling.Divisors);
}
