namespace Backprop.Tensors.Files;

/// <summary>The network that a file's tensors are the parameters of, where nothing but their names and shapes tells it.</summary>
internal static class PlainWeights
{
    /// <summary>Looks at the shapes; activations and loss come from elsewhere.</summary>
    /// <exception cref="InvalidDataException">Shapes do not go together, or not with the number of activations.</exception>
    public static NetworkSpec Spec(IReadOnlyList<string> names, SafetensorsHeader header, IReadOnlyList<Activation> activations, Loss? loss, Reduction reduction)
    {
        if (names.Count != activations.Count || names.Count == 0)
        {
            throw new InvalidDataException($"it has {names.Count} layers, and {activations.Count} activations are given; allowed is one for each layer");
        }

        var tensors = header.Tensors.ToDictionary(tensor => tensor.Name);
        var layers = new List<LayerSpec>();
        var inputs = 0;
        for (var l = 0; l < names.Count; l++)
        {
            var weight = tensors.GetValueOrDefault($"{names[l]}.weight") ?? throw new InvalidDataException($"it lacks the tensor '{names[l]}.weight'");
            if (weight.Shape is not [> 0 and <= int.MaxValue, > 0 and <= int.MaxValue])
            {
                throw new InvalidDataException($"tensor '{weight.Name}' has shape [{string.Join(", ", weight.Shape)}]; allowed is [outputs, inputs]");
            }

            inputs = l == 0 ? (int)weight.Shape[1] : inputs;
            layers.Add(new((int)weight.Shape[0], activations[l], tensors.ContainsKey($"{names[l]}.bias")));
        }

        try
        {
            return new(inputs, layers, loss, reduction);
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException($"its network is impossible: {e.Message.TrimEnd('.')}", e);
        }
    }
}
