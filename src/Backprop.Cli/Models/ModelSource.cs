using System.Numerics;
using Backprop.Tensors;
using Backprop.Tensors.Files;

namespace Backprop.Cli;

/// <summary>A model file that a command line names.</summary>
/// <param name="File">The file.</param>
/// <param name="Activations">One for each layer where it holds weights only; null where it describes its network.</param>
internal sealed record ModelSource(string File, IReadOnlyList<Activation>? Activations)
{
    /// <summary>Whether its elements are floats; if not, they are doubles.</summary>
    /// <exception cref="InvalidDataException">The file is no model.</exception>
    public bool IsFloat => ModelFile.ElementTypeOf(File) == typeof(float);

    /// <summary>Reads the model, in the element type that is asked for.</summary>
    /// <exception cref="UsageException">The activations are missing, or given for a file that describes its network.</exception>
    /// <exception cref="InvalidDataException">The file is no model.</exception>
    public Model<T> Load<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var isDescribed = ModelFile.IsDescribed(File);
        return (isDescribed, Activations) switch
        {
            (true, null) => ModelFile.Load<T>(File),
            (false, { } activations) => new(ModelFile.LoadWeights<T>(File, activations)),
            (true, _) => throw new UsageException($"{ModelOptions.ActivationsName} is given; allowed only for a file of weights, and {File} describes its own network."),
            _ => throw new UsageException($"{ModelOptions.ActivationsName} is missing; expected is one for each layer, such as relu,softmax, for {File} does not describe its network."),
        };
    }

    /// <summary>The words that name it on a command line.</summary>
    public override string ToString() => Activations is null
        ? $"\"{File}\""
        : FormattableString.Invariant($"\"{File}\" {ModelOptions.ActivationsName} {string.Join(',', Activations.Select(f => f.ParameterName is null ? f.Name : FormattableString.Invariant($"{f.Name}:{f.Parameter:R}")))}");
}
