using System.Diagnostics;

namespace Backprop.Cli.Tests;

/// <summary>A command in a process of its own.</summary>
internal static class CommandProcess
{
    /// <summary>Runs a command line, which a signal may end once it is at work.</summary>
    public static async Task<(int Code, string Results, string Messages)> Run(string words, string? signal = null, Func<bool>? isReady = null)
    {
        using var process = Start(words);
        if (signal is not null)
        {
            // A second and a half of work, not of time: on a busy machine a process may take longer than that to begin.
            while (!process.HasExited && (isReady?.Invoke() == false || process.TotalProcessorTime < TimeSpan.FromSeconds(1.5)))
            {
                await Task.Delay(TimeSpan.FromSeconds(0.1));
                process.Refresh();
            }

            using var kill = Process.Start("kill", $"-{signal} {process.Id}");
            await kill.WaitForExitAsync();
        }

        var (results, messages) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await results, await messages);
    }

    /// <summary>The program that <c>dotnet exec</c> runs.</summary>
    public static string Program => Path.Combine(AppContext.BaseDirectory, "backprop.dll");

    /// <summary>Starts a command line.</summary>
    public static Process Start(string words) =>
        Process.Start(new ProcessStartInfo("dotnet", $"exec \"{Program}\" {words}")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
}
