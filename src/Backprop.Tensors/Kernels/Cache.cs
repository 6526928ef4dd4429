using System.Runtime.Intrinsics.X86;

namespace Backprop.Tensors.Kernels;

/// <summary>
/// What the processor says of a core's second-level cache. Sizes of blocks, and what is done while a tile multiplies, were measured on
/// processors with 512 kB (Zen 3) and with 1 MB (Zen 5), and follow them. They change how long a product takes, and no bit of it.
/// </summary>
internal static class Cache
{
    /// <summary>Whether it has 1 MB or more; not where the processor does not say.</summary>
    public static bool IsLargeHere { get; } = Kilobytes() >= 1024;

    /// <summary>Whether products are computed as if it had: verification tries both.</summary>
    public static bool IsLarge { get; set; } = IsLargeHere;

    private static int Kilobytes()
    {
        // AMD64 Architecture Programmer's Manual, volume 3, appendix E: CPUID Fn8000_0006, ECX[31:16]. Intel's processors say it in the same place.
        const int Last = unchecked((int)0x8000_0000), Caches = unchecked((int)0x8000_0006);
        return X86Base.IsSupported && (uint)X86Base.CpuId(Last, 0).Eax >= unchecked((uint)Caches)
            ? X86Base.CpuId(Caches, 0).Ecx >>> 16
            : 0;
    }
}
