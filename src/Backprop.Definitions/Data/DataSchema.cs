using System.Collections.Immutable;

namespace Backprop;

/// <summary>How a person's table becomes a network's inputs, and what its outputs mean: stored with a model, applied at prediction.</summary>
/// <param name="Task">What is learnt.</param>
/// <param name="Inputs">The columns that the inputs are made of, in order.</param>
/// <param name="Outputs">A name for each output: the classes, or the target columns.</param>
public sealed record DataSchema(LearningTask Task, ImmutableArray<InputColumn> Inputs, ImmutableArray<string> Outputs)
{
    /// <summary>The columns that targets are read from, by header or index: one of classes, or one for each output; empty if there is no table.</summary>
    public ImmutableArray<string> Targets { get; init; } = [];

    /// <summary>How input values were scaled, one pair for each value; null if they were not.</summary>
    public Scaling? InputScaling { get; init; }

    /// <summary>How targets were scaled, one pair for each output, which predictions undo; null if they were not.</summary>
    public Scaling? OutputScaling { get; init; }

    /// <summary>Number of input values: the widths of the columns together.</summary>
    public long InputSize => Inputs.Sum(column => (long)column.Width);

    /// <summary>Refuses a schema that is not of a network's shape.</summary>
    /// <exception cref="ArgumentException">
    /// Columns or scaling do not add up to the network's inputs, or names or scaling to its outputs; categories are not in
    /// ordinal order, each once; classes have a name in common.
    /// </exception>
    public void RequireFit(NetworkSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        RequireCount("Schema.Inputs", InputSize, spec.Inputs);
        RequireCount("Schema.Outputs", Outputs.Length, spec.Outputs);
        RequireCount("Schema.InputScaling", InputScaling?.Offsets.Length ?? spec.Inputs, spec.Inputs);
        RequireCount("Schema.OutputScaling", OutputScaling?.Offsets.Length ?? spec.Outputs, spec.Outputs);
        if (Task == LearningTask.Classification && Outputs.Distinct().Count() != Outputs.Length)
        {
            throw Validated.Impossible("Schema.Outputs", string.Join(", ", Outputs), "each class once");
        }

        foreach (var column in Inputs)
        {
            for (var i = 1; i < column.Categories.Length; i++)
            {
                if (string.CompareOrdinal(column.Categories[i - 1], column.Categories[i]) >= 0)
                {
                    throw Validated.Impossible($"Category {i} of column '{column.Name}'", $"'{column.Categories[i]}'", "ordinal order, each once");
                }
            }
        }
    }

    private static void RequireCount(string property, long found, int expected)
    {
        if (found != expected)
        {
            throw Validated.Impossible(property, $"{found} values", FormattableString.Invariant($"{expected}, as the network has"));
        }
    }
}

/// <summary>A column of a table that is an input: a number, or one of some texts, which becomes one value for each of them (one-hot).</summary>
/// <param name="Name">Its header, or its zero-based index where there is none.</param>
/// <param name="Categories">The texts in ordinal order; empty for a column of numbers.</param>
public sealed record InputColumn(string Name, ImmutableArray<string> Categories)
{
    /// <summary>Whether cells are numbers.</summary>
    public bool IsNumeric => Categories.IsEmpty;

    /// <summary>Values that a cell becomes.</summary>
    public int Width => IsNumeric ? 1 : Categories.Length;

    /// <summary>A name for each value; that of a category is <c>column=category</c>.</summary>
    public IEnumerable<string> ValueNames => IsNumeric ? [Name] : Categories.Select(category => $"{Name}={category}");
}
