using Backprop.Data;

namespace Backprop.Cli;

/// <summary>What a run learns from.</summary>
/// <param name="Set">The data in memory; of a stream the schema alone, without samples.</param>
internal sealed record TrainingData(DataSet Set)
{
    /// <summary>A file that is read anew in each epoch; null if all is in memory.</summary>
    public CsvSource? Stream { get; init; }

    /// <summary>How the columns of a stream are scaled, as its schema says.</summary>
    public ScalingKind StreamScaling { get; init; }

    /// <summary>Rows of a file of their own that the network is judged by; null if they are split off, or none.</summary>
    public DataSet? HeldOut { get; init; }
}
