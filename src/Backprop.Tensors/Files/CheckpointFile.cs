using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Backprop.Tensors.Files;

/// <summary>
/// A run's state as one safetensors file: the parameters as in a model file, and with a prefix the optimizer's state
/// (<c>optimizer.first.</c>, <c>optimizer.second.</c>) and the parameters to fall back to (<c>best.</c>); metadata
/// <c>backprop</c> is the network, as in a model file, and <c>checkpoint</c> where the run stands, its options and its samples.
/// </summary>
internal sealed class CheckpointFile<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const string MetadataKey = "checkpoint";
    private const string Kind = "a checkpoint";
    private const int Version = 1;

    private readonly JsonElement _json;

    private CheckpointFile(string path, NetworkSpec spec, JsonElement json) => (Path, Spec, _json) = (path, spec, json);

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>The network.</summary>
    public NetworkSpec Spec { get; }

    /// <summary>What tells the run's samples from others.</summary>
    public string Fingerprint => _json.Require("samples").GetString()!;

    /// <summary>Writes a checkpoint; whatever fails, or kills the process, the one before stays.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(
        string path, RunPosition at, IReadOnlyList<(string Name, string Text)> options, string samples, IReadOnlyList<(string Prefix, ParameterSet<T> Set)> sets)
    {
        var json = new JsonObject
        {
            ["version"] = Version,
            ["samples"] = samples,
            ["options"] = new JsonObject(options.Select(option => KeyValuePair.Create(option.Name, (JsonNode?)option.Text))),
            ["position"] = PositionJson.Write(at),
        };
        AtomicFile.Write(path, file => ParameterTensors.Write(
            file,
            sets.SelectMany(set => ParameterTensors.Of(set.Set, set.Prefix)),
            (ModelFile.MetadataKey, ModelJson.Write(sets[0].Set.Spec)),
            (MetadataKey, json.ToJsonString())));
    }

    /// <summary>Reads what a checkpoint says of itself.</summary>
    /// <exception cref="InvalidDataException">The file is no checkpoint, not a whole one, of a newer version, or of another precision.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static CheckpointFile<T> Read(string path)
    {
        using var file = RegularFile.Open(path, Kind);
        return Understood(path, () =>
        {
            var header = SafetensorsHeader.Read(file);
            if (!header.Metadata.TryGetValue(MetadataKey, out var text) || !header.Metadata.TryGetValue(ModelFile.MetadataKey, out var model))
            {
                throw new InvalidDataException($"it has no metadata '{MetadataKey}'");
            }

            using var json = JsonDocument.Parse(text);
            if (json.RootElement.Require("version").GetInt32() is var version && version != Version)
            {
                throw new InvalidDataException(FormattableString.Invariant($"its format is version {version}; this program reads version {Version}"));
            }

            var type = typeof(T) == typeof(float) ? "F32" : "F64";
            if (header.Tensors.FirstOrDefault(tensor => tensor.ElementType != type) is { } other)
            {
                throw new InvalidDataException($"it was made with precision {other.ElementType}; this run has {type}");
            }

            json.RootElement.Require("samples").GetString();
            return new CheckpointFile<T>(path, ModelJson.Read(model).Spec, json.RootElement.Clone());
        });
    }

    /// <summary>Passes if a run has the network and the options of this one.</summary>
    /// <exception cref="ArgumentException">It has not; the message names what differs.</exception>
    public void RequireSame(NetworkSpec spec, IReadOnlyList<(string Name, string Text)> options)
    {
        if (!spec.Equals(Spec))
        {
            throw new ArgumentException($"The network is {ModelJson.Write(spec)}; allowed is that of the checkpoint {Path}, {ModelJson.Write(Spec)}.");
        }

        foreach (var (name, text) in options)
        {
            var known = Understood(Path, () => _json.Require("options").Require(name, "its options").GetString());
            if (known != text)
            {
                throw new ArgumentException($"{name} is {text}; allowed is what the checkpoint {Path} was made with, {known}.");
            }
        }
    }

    /// <summary>Takes the state over.</summary>
    /// <exception cref="InvalidDataException">The file lacks some of it; nothing has been changed.</exception>
    public void ReadInto(RunPosition at, IReadOnlyList<(string Prefix, ParameterSet<T> Set)> sets)
    {
        using var file = RegularFile.Open(Path, Kind);
        Understood(Path, () =>
        {
            var header = SafetensorsHeader.Read(file);
            ParameterTensors.Match(header, sets.SelectMany(set => ParameterTensors.Layout(Spec, set.Prefix)));
            PositionJson.Read(_json.Require("position"), at);
            ParameterTensors.Read(file, header, sets.SelectMany(set => ParameterTensors.Of(set.Set, set.Prefix)));
            return true;
        });
    }

    private static TResult Understood<TResult>(string path, Func<TResult> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is InvalidDataException or JsonException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"{path} is no checkpoint that can be resumed: {e.Message.ReplaceLineEndings(" ").TrimEnd('.')}.", e);
        }
    }
}

/// <summary>Where checkpoints may be written.</summary>
internal static class CheckpointFile
{
    /// <summary>Passes if a checkpoint can be written there without loss of anything else; null passes.</summary>
    /// <exception cref="ArgumentException">There is no such folder, or a file that is no checkpoint.</exception>
    public static void RequirePlace(string? path)
    {
        if (path is null)
        {
            return;
        }

        if (!Directory.Exists(Path.GetDirectoryName(RealPath.Of(path))))
        {
            throw new ArgumentException($"Checkpoint is '{path}'; allowed is a file in a folder that exists.");
        }

        if (Path.Exists(path) && !IsCheckpoint(path))
        {
            throw new ArgumentException($"Checkpoint is '{path}'; allowed is a new file, or one that is a checkpoint, and this is another, which stays as it is.");
        }
    }

    private static bool IsCheckpoint(string path)
    {
        try
        {
            using var file = RegularFile.Open(path, "a checkpoint");
            return SafetensorsHeader.Read(file).Metadata.ContainsKey("checkpoint");
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            return false;
        }
    }
}
