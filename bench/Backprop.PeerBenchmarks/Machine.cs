using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Backprop.PeerBenchmarks;

/// <summary>What a figure depends on.</summary>
internal static class Machine
{
    /// <summary>The processor's name.</summary>
    public static string Processor() =>
        Lines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() is { } name
            ? $"{name}, family {Number("cpu family")}, model {Number("model\t")}"
            : RuntimeInformation.ProcessArchitecture.ToString();

    /// <summary>The system's name and version.</summary>
    public static string OperatingSystem() => RuntimeInformation.OSDescription;

    /// <summary>The commit that is checked out, and whether files differ from it.</summary>
    public static string Commit()
    {
        try
        {
            using var git = Process.Start(new ProcessStartInfo("git", ["describe", "--always", "--dirty", "--abbrev=12"]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = AppContext.BaseDirectory })!;
            return git.StandardOutput.ReadToEnd().Trim() is { Length: > 0 } commit ? commit : "unknown";
        }
        catch (Win32Exception)
        {
            return "unknown";
        }
    }

    /// <summary>The load average of the last minute; other work makes figures worthless.</summary>
    public static string Load() => Lines("/proc/loadavg").FirstOrDefault()?.Split(' ')[0] ?? "unknown";

    private static string Number(string name) =>
        Lines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "unknown";

    private static string[] Lines(string file) => File.Exists(file) ? File.ReadAllLines(file) : [];
}
