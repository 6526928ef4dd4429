using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Backprop.Cli;

/// <summary>What decides how fast this program runs; its results are the same bits everywhere.</summary>
/// <param name="Version">Of this program.</param>
/// <param name="Runtime">The .NET it runs on.</param>
/// <param name="Architecture">The process's, such as <c>x64</c>.</param>
/// <param name="VectorBits">The widest vector that the hardware has; 0 for none.</param>
/// <param name="FusedMultiplyAdd"><c>hardware</c>, or <c>emulated</c>: the same bits, some hundred times slower.</param>
/// <param name="Cores">Logical processors that this process may use.</param>
internal sealed record MachineReport(string Version, string Runtime, string Architecture, int VectorBits, string FusedMultiplyAdd, int Cores)
{
    /// <summary>Looks.</summary>
    public static MachineReport OfThisMachine() => new(
        OwnVersion(),
        RuntimeInformation.FrameworkDescription,
        RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant(),
        WidestVector(),
        Fma.IsSupported || AdvSimd.IsSupported ? "hardware" : "emulated",
        Environment.ProcessorCount);

    /// <summary>For people.</summary>
    public void Print(TextWriter results)
    {
        results.WriteLine($"backprop             {Version}");
        results.WriteLine($"runtime              {Runtime}");
        results.WriteLine($"architecture         {Architecture}");
        results.WriteLine(FormattableString.Invariant($"widest vector        {VectorBits} bits"));
        results.WriteLine($"fused multiply-add   {FusedMultiplyAdd}{(FusedMultiplyAdd == "emulated" ? ": the same results, but slow" : "")}");
        results.WriteLine(FormattableString.Invariant($"cores                {Cores}"));
    }

    private static string OwnVersion()
    {
        // What follows a plus sign is the commit, which is no part of the version.
        var version = typeof(MachineReport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        return version?.Split('+')[0] ?? "unknown";
    }

    private static int WidestVector() =>
        Vector512.IsHardwareAccelerated ? 512
        : Vector256.IsHardwareAccelerated ? 256
        : Vector128.IsHardwareAccelerated ? 128
        : 0;
}
