namespace Backprop.Data;

/// <summary>What the columns of a table are for. Those that are named here are no inputs; all others are.</summary>
/// <param name="Target">The name or zero-based index of the target column, or several, separated by commas.</param>
public sealed record CsvColumns(string Target)
{
    /// <summary>What is to be learnt; null finds out from the target.</summary>
    public LearningTask? Task { get; init; }

    /// <summary>The name or index of a column of sample weights; null if each row counts the same.</summary>
    public string? Weights { get; init; }
}
