using System.Collections.Immutable;

namespace Backprop;

/// <summary>
/// What a network is, before it has any weights: its number of inputs, its layers, and the loss that it is trained on.
/// Immutable, equal by value, and possible: one that could not be trained cannot be made.
/// </summary>
/// <example><c>new NetworkSpec(4, [new(16, Activation.Tanh), new(3, Activation.Softmax)])</c></example>
public sealed record NetworkSpec
{
    /// <param name="inputs">Number of inputs, 1 or more.</param>
    /// <param name="layers">The layers from first to last; the last one gives the outputs.</param>
    /// <param name="loss">The loss; where none is given, <see cref="Loss.For"/> the output's activation.</param>
    /// <param name="reduction">Mean (default) or sum over the samples.</param>
    /// <exception cref="ArgumentException">
    /// No inputs or layers; softmax anywhere but on the output or without softmax-cross-entropy; binary-cross-entropy on
    /// anything but sigmoid; a weight matrix larger than an array can hold.
    /// </exception>
    public NetworkSpec(int inputs, IEnumerable<LayerSpec> layers, Loss? loss = null, Reduction reduction = Reduction.Mean)
    {
        ArgumentNullException.ThrowIfNull(layers);
        Inputs = Validated.AtLeast(1, inputs, nameof(Inputs));
        Layers = [.. layers];
        foreach (var layer in Layers)
        {
            ArgumentNullException.ThrowIfNull(layer, nameof(layers));
        }

        if (Layers.IsEmpty)
        {
            throw Validated.Impossible(nameof(Layers), "empty", "one layer or more");
        }

        Loss = loss ?? Loss.For(Layers[^1].Activation);
        Reduction = Enum.IsDefined(reduction)
            ? reduction
            : throw Validated.Impossible(nameof(Reduction), reduction, "mean or sum");
        CheckSizes();
        CheckPairing();
    }

    /// <summary>Number of inputs.</summary>
    public int Inputs { get; }

    /// <summary>The layers from first to last.</summary>
    public ImmutableArray<LayerSpec> Layers { get; }

    /// <summary>The loss that it is trained on.</summary>
    public Loss Loss { get; }

    /// <summary>Whether the loss of a batch is the mean or the sum of its samples' losses.</summary>
    public Reduction Reduction { get; }

    /// <summary>Number of outputs: the last layer's units.</summary>
    public int Outputs => Layers[^1].Units;

    /// <summary>Number of weights and biases together.</summary>
    public long ParameterCount =>
        Layers.Select((layer, index) => (long)layer.Units * (InputsOf(index) + (layer.HasBias ? 1 : 0))).Sum();

    /// <summary>Number of inputs of layer <paramref name="layer"/>: the units of the one before it.</summary>
    public int InputsOf(int layer) => layer == 0 ? Inputs : Layers[layer - 1].Units;

    /// <inheritdoc/>
    public bool Equals(NetworkSpec? other) =>
        other is not null && Inputs == other.Inputs && Loss == other.Loss && Reduction == other.Reduction
        && Layers.SequenceEqual(other.Layers);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Inputs, Layers.Length, Layers[^1], Loss, Reduction);

    /// <summary>Such as <c>4-16-3 tanh, softmax</c>.</summary>
    public override string ToString() =>
        $"{Inputs}-{string.Join('-', Layers.Select(layer => layer.Units))} {string.Join(", ", Layers.Select(layer => layer.Activation))}";

    private void CheckSizes()
    {
        for (var l = 0; l < Layers.Length; l++)
        {
            if ((long)Layers[l].Units * InputsOf(l) > Array.MaxLength)
            {
                throw Validated.Impossible(
                    $"Layers[{l}]", $"{Layers[l].Units} × {InputsOf(l)} weights", $"at most {Array.MaxLength} weights in a layer");
            }
        }
    }

    private void CheckPairing()
    {
        for (var l = 0; l < Layers.Length - 1; l++)
        {
            if (Layers[l].Activation.Kind == ActivationKind.Softmax)
            {
                throw Validated.Impossible($"Layers[{l}].Activation", "softmax", "softmax on the output layer only");
            }
        }

        var output = Layers[^1].Activation;
        if ((output.Kind == ActivationKind.Softmax) != (Loss.Kind == LossKind.SoftmaxCrossEntropy))
        {
            throw Validated.Impossible(
                nameof(Loss), $"{Loss.Name} on {output.Name} outputs", "softmax together with softmax-cross-entropy, neither without the other");
        }

        if (Loss.Kind == LossKind.BinaryCrossEntropy && output.Kind != ActivationKind.Sigmoid)
        {
            throw Validated.Impossible(nameof(Loss), $"{Loss.Name} on {output.Name} outputs", "binary-cross-entropy on sigmoid outputs");
        }
    }
}
