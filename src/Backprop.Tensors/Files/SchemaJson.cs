using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Backprop.Tensors.Files;

/// <summary>
/// A schema as JSON in a model file:
/// <c>{"task":"regression","inputs":[{"name":"size"},{"name":"color","categories":["blue","red"]}],"outputs":["price"],"inputScaling":{"offsets":[…],"divisors":[…]}}</c>.
/// </summary>
internal static class SchemaJson
{
    public static JsonObject Write(DataSchema schema)
    {
        var json = new JsonObject
        {
            ["task"] = Names.Of(schema.Task),
            ["inputs"] = new JsonArray([.. schema.Inputs.Select(Write)]),
            ["outputs"] = Texts(schema.Outputs),
        };
        if (!schema.Targets.IsEmpty)
        {
            json["targets"] = Texts(schema.Targets);
        }

        Add(json, "inputScaling", schema.InputScaling);
        Add(json, "outputScaling", schema.OutputScaling);
        return json;
    }

    /// <exception cref="FormatException">A value is not what it must be.</exception>
    /// <exception cref="ArgumentException">The schema is impossible.</exception>
    public static DataSchema Read(JsonElement json)
    {
        var task = json.Require("task", "its schema").GetString();
        return new(
            Enum.GetValues<LearningTask>().Cast<LearningTask?>().FirstOrDefault(value => Names.Of(value!.Value) == task)
                ?? throw new FormatException($"task is '{task}'; allowed is {string.Join(" or ", Enum.GetValues<LearningTask>().Select(Names.Of))}"),
            [.. json.Require("inputs", "its schema").EnumerateArray().Select(Column)],
            Texts(json.Require("outputs", "its schema")))
        {
            Targets = json.TryGetProperty("targets", out var targets) ? Texts(targets) : [],
            InputScaling = Scaling(json, "inputScaling"),
            OutputScaling = Scaling(json, "outputScaling"),
        };
    }

    private static JsonNode Write(InputColumn column)
    {
        var json = new JsonObject { ["name"] = column.Name };
        if (!column.IsNumeric)
        {
            json["categories"] = Texts(column.Categories);
        }

        return json;
    }

    private static InputColumn Column(JsonElement json) =>
        new(Text(json.Require("name", "a column of its schema")), json.TryGetProperty("categories", out var categories) ? Texts(categories) : []);

    private static void Add(JsonObject json, string name, Scaling? scaling)
    {
        if (scaling is not null)
        {
            json[name] = new JsonObject { ["offsets"] = Numbers(scaling.Offsets), ["divisors"] = Numbers(scaling.Divisors) };
        }
    }

    private static Scaling? Scaling(JsonElement json, string name) =>
        json.TryGetProperty(name, out var scaling)
            ? Backprop.Scaling.Of(Numbers(scaling.Require("offsets", name)), Numbers(scaling.Require("divisors", name)))
            : null;

    private static JsonArray Texts(ImmutableArray<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);

    private static ImmutableArray<string> Texts(JsonElement json) => [.. json.EnumerateArray().Select(Text)];

    private static string Text(JsonElement json) => json.GetString() ?? throw new FormatException("a name is null");

    private static JsonArray Numbers(ImmutableArray<double> numbers) => new([.. numbers.Select(number => (JsonNode)number)]);

    private static double[] Numbers(JsonElement json) => [.. json.EnumerateArray().Select(number => number.GetDouble())];
}
