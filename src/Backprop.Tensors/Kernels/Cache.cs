using System.Globalization;
using System.Runtime.Intrinsics.X86;

namespace Backprop.Tensors.Kernels;

/// <summary>
/// What the processor says of a core's second-level cache. Sizes of blocks, and what is done while a tile multiplies, were measured on
/// processors with 512 kB (Zen 3) and with 1 MB (Zen 5), and follow them. They change how long a product takes, and no bit of it.
/// </summary>
internal static class Cache
{
    /// <summary>An environment variable with kilobytes that are believed instead.</summary>
    public const string Variable = "BACKPROP_L2_SIZE";

    /// <summary>Whether it has 1 MB or more; not where neither the processor nor the variable says so.</summary>
    public static bool IsLarge { get; } = (Told() ?? Kilobytes()) >= 1024;

    private static int? Told() =>
        int.TryParse(Environment.GetEnvironmentVariable(Variable), NumberStyles.None, CultureInfo.InvariantCulture, out var kilobytes) ? kilobytes : null;

    private static int Kilobytes()
    {
        // AMD64 Architecture Programmer's Manual, volume 3, appendix E: CPUID Fn8000_0006, ECX[31:16]. Intel's processors say it in the same place.
        const int Caches = unchecked((int)0x8000_0006), Last = unchecked((int)0x8000_0000);
        return X86Base.IsSupported && (uint)X86Base.CpuId(Last, 0).Eax >= unchecked((uint)Caches)
            ? X86Base.CpuId(Caches, 0).Ecx >>> 16
            : 0;
    }
}
