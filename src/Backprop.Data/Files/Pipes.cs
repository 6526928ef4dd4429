using System.Collections.Concurrent;

namespace Backprop.Data;

/// <summary>
/// What came through pipes, such as a shell's <c>/dev/stdin</c> and <c>&lt;(…)</c>. A pipe can be read only once, and data is read
/// several times; so that its bytes are kept, by the name of the pipe, as long as the process lasts.
/// </summary>
internal static class Pipes
{
    private static readonly ConcurrentDictionary<string, byte[]> s_kept = new(StringComparer.Ordinal);

    /// <summary>Whether there is something from a pipe of that name.</summary>
    public static bool Has(string path) => s_kept.ContainsKey(path);

    /// <summary>What came through a pipe of that name, from the beginning; null if there is none.</summary>
    public static Stream? Find(string path) => s_kept.TryGetValue(path, out var bytes) ? new MemoryStream(bytes, writable: false) : null;

    /// <summary>Reads a pipe to its end.</summary>
    /// <returns>What came through, from the beginning.</returns>
    /// <exception cref="IOException">It fails, or is more than an array can hold.</exception>
    public static Stream Keep(string path, Stream pipe)
    {
        var memory = new MemoryStream();
        pipe.CopyTo(memory);
        s_kept[path] = memory.ToArray();
        return Find(path)!;
    }
}
