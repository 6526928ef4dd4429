using System.Collections.Immutable;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Backprop.Tensors.Files;
using Backprop.Tensors.Kernels;

namespace Backprop.Verification;

/// <summary>A file that holds how far a sweep came: a line of JSON, and below it the line's SHA-256, so that damage shows.</summary>
/// <param name="path">The file.</param>
/// <param name="functions">What the sweep looks at.</param>
/// <param name="widths">The vector widths at which it does.</param>
internal sealed class SweepCheckpoint(string path, IReadOnlyList<SweptFunction> functions, ImmutableArray<VectorWidth> widths)
{
    private static readonly JsonSerializerOptions s_json = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    // With the commit that it was built from: another one may compute something else.
    private static readonly string s_version =
        typeof(SweepCheckpoint).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    private readonly string _functions = string.Join(", ", functions.Select(function => function.Name));
    private readonly string _widths = string.Join(", ", widths.Select(Machine.Told));

    /// <summary>How far the sweep came; null if there is no file.</summary>
    /// <exception cref="InvalidDataException">The file is none of ours, damaged, or of another sweep.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public SweepState? Read()
    {
        if (!Path.Exists(path))
        {
            return null;
        }

        using var file = new StreamReader(RegularFile.Open(path, "a checkpoint of an exhaustive verification, or no file"));
        var lines = file.ReadToEnd().Split('\n');
        if (lines.Length != 3 || lines[1] != Hash(lines[0]) || JsonSerializer.Deserialize<Content>(lines[0], s_json) is not { } content)
        {
            throw new InvalidDataException($"{path} is no checkpoint of an exhaustive verification, or damaged; allowed is one that such a run wrote, or no file.");
        }

        Same("version", content.Version, s_version);
        Same("functions", content.Functions, _functions);
        Same("vector widths", content.Widths, _widths);
        return content.State;
    }

    /// <summary>Writes the file; one that was there before stays if that fails.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Write(SweepState state)
    {
        var line = JsonSerializer.Serialize(new Content(s_version, _functions, _widths, state), s_json);
        AtomicFile.Write(path, file => file.Write(Encoding.UTF8.GetBytes($"{line}\n{Hash(line)}\n")));
    }

    private void Same(string what, string found, string expected)
    {
        if (found != expected)
        {
            throw new InvalidDataException($"{path} is the checkpoint of another verification: its {what} {found}; allowed is {expected}.");
        }
    }

    private static string Hash(string line) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(line)));

    private sealed record Content(string Version, string Functions, string Widths, SweepState State);
}
