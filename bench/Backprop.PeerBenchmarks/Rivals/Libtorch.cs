using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using TorchSharp;

namespace Backprop.PeerBenchmarks;

/// <summary>Loading libtorch.</summary>
internal static class Libtorch
{
    // TorchSharp's glue asks for the libstdc++ of GCC 13, for a symbol that it never calls; systems such as Debian 12 have an older one.
    private const string Version = "GLIBCXX_3.4.32";
    private const byte Weak = 2;

    /// <summary>Loads libtorch for so many threads.</summary>
    /// <exception cref="NotInstalledException">It does not load; the message says why.</exception>
    public static string Load(int threads)
    {
        var glue = Path.Combine(AppContext.BaseDirectory, "libLibTorchSharp.so");
        if (File.Exists(glue) && !NativeLibrary.TryLoad(glue, out _))
        {
            WeakenVersion(glue);
        }

        try
        {
            torch.set_num_threads(threads);
            return $"libtorch {torch.__version__}, TorchSharp {typeof(torch).Assembly.GetName().Version?.ToString(3)}";
        }
        catch (Exception e) when (e is TypeInitializationException or DllNotFoundException or NotSupportedException)
        {
            throw new NotInstalledException($"libtorch does not load: {(e.InnerException ?? e).Message.Split('\n')[0]}");
        }
    }

    /// <summary>Marks the version as weak in the copy beside this program, so that the loader does not insist on it.</summary>
    private static void WeakenVersion(string library)
    {
        var bytes = File.ReadAllBytes(library);
        var need = new byte[6]; // hash of the version's name and, after it, no flags
        BinaryPrimitives.WriteUInt32LittleEndian(need, ElfHash(Version));
        var place = bytes.AsSpan().IndexOf(need);
        if (place < 0 || bytes.AsSpan(place + 1).IndexOf(need) >= 0)
        {
            return;
        }

        bytes[place + 4] = Weak;
        File.WriteAllBytes(library + ".new", bytes);
        File.Move(library + ".new", library, overwrite: true);
    }

    /// <summary>The hash of the ELF specification, chapter "Hash Table".</summary>
    private static uint ElfHash(string name)
    {
        var hash = 0u;
        foreach (var letter in Encoding.ASCII.GetBytes(name))
        {
            hash = (hash << 4) + letter;
            var high = hash & 0xf0000000;
            hash = (hash ^ (high >> 24)) & ~high;
        }

        return hash;
    }
}
