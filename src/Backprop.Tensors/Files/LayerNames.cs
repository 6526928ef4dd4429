using System.Globalization;
using System.Text.RegularExpressions;

namespace Backprop.Tensors.Files;

/// <summary>
/// What a file's tensors call the layers: <c>layers.0</c> or <c>0</c> and so on, before <c>.weight</c> and <c>.bias</c>. The second
/// form is that of PyTorch's <c>nn.Sequential</c>, whose numbers have gaps where activations stand.
/// </summary>
internal static partial class LayerNames
{
    /// <summary>The names of the layers, in the order of their numbers.</summary>
    /// <exception cref="InvalidDataException">A tensor is of no layer, or a layer has names of both forms.</exception>
    public static IReadOnlyList<string> Of(SafetensorsHeader header)
    {
        var layers = new SortedDictionary<int, string>();
        foreach (var tensor in header.Tensors)
        {
            var match = Name().Match(tensor.Name);
            if (!match.Success || !int.TryParse(match.Groups["number"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                throw new InvalidDataException($"tensor '{tensor.Name}' is of no layer; allowed are layers.N.weight and layers.N.bias, or N.weight and N.bias");
            }

            var layer = match.Groups["layer"].Value;
            if (!layers.TryAdd(number, layer) && layers[number] != layer)
            {
                throw new InvalidDataException($"it has tensors of '{layer}' and of '{layers[number]}'; allowed is one of both");
            }
        }

        return [.. layers.Values];
    }

    // A number is written one way only, so that a layer has one name.
    [GeneratedRegex(@"^(?<layer>(layers\.)?(?<number>0|[1-9][0-9]{0,9}))\.(weight|bias)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
