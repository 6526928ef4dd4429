namespace Backprop.Cli;

/// <summary>What a command line wants explained.</summary>
/// <param name="Model">A model and a batch; null is the small example.</param>
internal sealed record ExplainWish(ModelWish? Model)
{
    /// <summary>What is lowered; null is the model's, or the example's.</summary>
    public required Loss? Loss { get; init; }

    /// <summary>Mean or sum over the samples; null is the model's, or the example's.</summary>
    public required Reduction? Reduction { get; init; }

    /// <summary>The update of the small example.</summary>
    public required Sgd Update { get; init; }

    /// <summary>Whether elements are floats; null is as the model file has them, and double in the example.</summary>
    public required bool? IsFloat { get; init; }

    /// <summary>What computes.</summary>
    public required EngineChoice Engine { get; init; }

    /// <summary>Whether to print JSON.</summary>
    public required bool IsJson { get; init; }
}

/// <summary>A model file and a batch.</summary>
internal sealed record ModelWish(ModelSource Source, DataWish Data)
{
    /// <summary>The model file.</summary>
    public string File => Source.File;
}
