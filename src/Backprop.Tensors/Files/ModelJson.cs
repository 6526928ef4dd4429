using System.Text.Json;
using System.Text.Json.Nodes;

namespace Backprop.Tensors.Files;

/// <summary>A network's spec as the JSON text that stands in a model file.</summary>
internal static class ModelJson
{
    private const int Version = 1;

    /// <summary>Such as <c>{"version":1,"inputs":2,"layers":[{"units":1,"activation":"identity","bias":false}],"loss":…}</c>.</summary>
    public static string Write(NetworkSpec spec)
    {
        var layers = new JsonArray();
        foreach (var layer in spec.Layers)
        {
            var json = new JsonObject { ["units"] = layer.Units, ["activation"] = layer.Activation.Name };
            if (layer.Activation.ParameterName is { } parameter)
            {
                json[parameter] = layer.Activation.Parameter;
            }

            if (!layer.HasBias)
            {
                json["bias"] = false;
            }

            layers.Add((JsonNode)json);
        }

        var model = new JsonObject { ["version"] = Version, ["inputs"] = spec.Inputs, ["layers"] = layers, ["loss"] = spec.Loss.Name };
        if (spec.Loss.Kind == LossKind.Huber)
        {
            model["threshold"] = spec.Loss.Threshold;
        }

        model["reduction"] = spec.Reduction == Reduction.Mean ? "mean" : "sum";
        return model.ToJsonString();
    }

    /// <exception cref="InvalidDataException">The text does not describe a network, or is of a newer version.</exception>
    public static NetworkSpec Read(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            var model = json.RootElement;
            if (model.GetProperty("version").GetInt32() is var version && version != Version)
            {
                throw new InvalidDataException($"its model format is version {version}; this program reads version {Version}");
            }

            var reduction = model.GetProperty("reduction").GetString() switch
            {
                "mean" => Reduction.Mean,
                "sum" => Reduction.Sum,
                var other => throw new FormatException($"reduction is '{other}'; allowed is mean or sum"),
            };
            var loss = Loss.Parse(Text(model, "loss"), Optional(model, "threshold"));
            return new(model.GetProperty("inputs").GetInt32(), model.GetProperty("layers").EnumerateArray().Select(Layer), loss, reduction);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or KeyNotFoundException or ArgumentException)
        {
            throw new InvalidDataException($"its model description cannot be used: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }

    private static LayerSpec Layer(JsonElement json) => new(
        json.GetProperty("units").GetInt32(),
        Activation.Parse(Text(json, "activation"), Optional(json, "slope") ?? Optional(json, "alpha")),
        !json.TryGetProperty("bias", out var bias) || bias.GetBoolean());

    private static string Text(JsonElement json, string name) =>
        json.GetProperty(name).GetString() ?? throw new FormatException($"{name} is null");

    private static double? Optional(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) ? value.GetDouble() : null;
}
