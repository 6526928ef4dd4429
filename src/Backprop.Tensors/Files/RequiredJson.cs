using System.Text.Json;

namespace Backprop.Tensors.Files;

/// <summary>Keys that an object in a file must have.</summary>
internal static class RequiredJson
{
    /// <summary>The value of a key.</summary>
    /// <param name="json">The object.</param>
    /// <param name="name">The key.</param>
    /// <param name="owner">What messages call the object.</param>
    /// <exception cref="FormatException">The key is not there.</exception>
    public static JsonElement Require(this JsonElement json, string name, string owner = "it") =>
        json.TryGetProperty(name, out var value) ? value : throw new FormatException($"{owner} lacks the key '{name}'");
}
