using Backprop.Data;

namespace Backprop.Cli;

/// <summary>Data that a command line names for a model.</summary>
/// <param name="Data">A CSV file, an IDX file of images, or a built-in set.</param>
/// <param name="Option">What messages call it, such as DATA.</param>
internal sealed record DataWish(string Data, string Option)
{
    /// <summary>Target columns of a CSV file; null are those of the model, or what follows the inputs.</summary>
    public string? Target { get; init; }

    /// <summary>The labels of images.</summary>
    public string? Labels { get; init; }

    /// <summary>How a CSV file is written.</summary>
    public CsvOptions Csv { get; init; } = new();

    /// <summary>Whether targets are needed, or the inputs alone.</summary>
    public bool HasTargets { get; init; } = true;

    /// <summary>The seed of a built-in set.</summary>
    public long Seed { get; init; }
}
