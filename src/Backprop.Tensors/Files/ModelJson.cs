using System.Text.Json;
using System.Text.Json.Nodes;

namespace Backprop.Tensors.Files;

/// <summary>A network's spec, and a model's schema, as the JSON text that stands in a model file.</summary>
internal static class ModelJson
{
    private const int Version = 1;

    /// <summary>Such as <c>{"version":1,"inputs":2,"layers":[{"units":1,"activation":"identity","bias":false}],"loss":…}</c>, with <c>"schema"</c> where there is one.</summary>
    public static string Write(NetworkSpec spec, DataSchema? schema = null)
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
        if (schema is not null)
        {
            model["schema"] = SchemaJson.Write(schema);
        }

        return model.ToJsonString();
    }

    /// <exception cref="InvalidDataException">The text does not describe a network, or is of a newer version.</exception>
    public static (NetworkSpec Spec, DataSchema? Schema) Read(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false });
            var model = json.RootElement;
            if (model.Require("version").GetInt32() is var version && version != Version)
            {
                throw new InvalidDataException($"its model format is version {version}; this program reads version {Version}");
            }

            var reduction = model.Require("reduction").GetString() switch
            {
                "mean" => Reduction.Mean,
                "sum" => Reduction.Sum,
                var other => throw new FormatException($"reduction is '{other}'; allowed is mean or sum"),
            };
            var loss = Loss.Parse(Text(model, "loss"), Optional(model, "threshold"));
            var spec = new NetworkSpec(model.Require("inputs").GetInt32(), model.Require("layers").EnumerateArray().Select(Layer), loss, reduction);
            var schema = model.TryGetProperty("schema", out var given) ? SchemaJson.Read(given) : null;
            schema?.RequireFit(spec);
            return (spec, schema);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new InvalidDataException($"its model description cannot be used: {e.Message.ReplaceLineEndings(" ").TrimEnd('.')}", e);
        }
    }

    private static LayerSpec Layer(JsonElement json, int l) => new(
        json.Require("units", $"layer {l}").GetInt32(),
        Activation.Parse(Text(json, "activation", $"layer {l}"), Optional(json, "slope") ?? Optional(json, "alpha")),
        !json.TryGetProperty("bias", out var bias) || bias.GetBoolean());

    private static string Text(JsonElement json, string name, string owner = "it") =>
        json.Require(name, owner).GetString() ?? throw new FormatException($"{name} is null");

    private static double? Optional(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) ? value.GetDouble() : null;
}
