using System.Collections.Immutable;

namespace Backprop;

/// <summary>How a person's table becomes a network's inputs, and what its outputs mean: stored with a model, applied at prediction.</summary>
/// <param name="Task">What is learnt.</param>
/// <param name="Inputs">The columns that the inputs are made of, in order.</param>
/// <param name="Outputs">A name for each output: the classes, or the target columns.</param>
public sealed record DataSchema(LearningTask Task, ImmutableArray<InputColumn> Inputs, ImmutableArray<string> Outputs)
{
    /// <summary>How input values were scaled, one pair for each value; null if they were not.</summary>
    public Scaling? InputScaling { get; init; }

    /// <summary>How targets were scaled, one pair for each output, which predictions undo; null if they were not.</summary>
    public Scaling? OutputScaling { get; init; }
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
}
