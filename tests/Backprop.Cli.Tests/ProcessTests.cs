using System.Diagnostics;
using Backprop.Verification;

namespace Backprop.Cli.Tests;

/// <summary>What only a process of its own can show: real streams, exit codes, signals.</summary>
public sealed class ProcessTests
{
    [Fact]
    public async Task A_process_keeps_results_and_messages_apart()
    {
        var (code, results, messages) = await Run("train xor --json");
        Assert.Equal((0, '{'), (code, results[0]));
        Assert.StartsWith("epoch 1 of 2000: loss ", messages, StringComparison.Ordinal);
        (code, results, messages) = await Run("train --learning-rate 0");
        Assert.Equal((2, ""), (code, results));
        Assert.StartsWith("--learning-rate", messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signal_ends_a_run_and_it_says_what_was_reached()
    {
        if (OperatingSystem.IsWindows())
        {
            Console.WriteLine("Nothing tested: Windows has no such signals.");
            return;
        }

        var (code, results, messages) = await Run("train spirals --epochs 20000000 --json", "TERM");
        Assert.Equal((130, ""), (code, results));
        var last = messages.TrimEnd().Split('\n')[^1];
        Assert.StartsWith("Cancelled ", last, StringComparison.Ordinal);
        Assert.Contains("20000000", last, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signal_ends_a_verification_and_it_says_what_was_reached()
    {
        if (OperatingSystem.IsWindows())
        {
            Console.WriteLine("Nothing tested: Windows has no such signals.");
            return;
        }

        var (code, results, messages) = await Run("verify --cases 2000000 --law loss-bits", "TERM");
        Assert.Equal((130, ""), (code, results));
        Assert.Matches("^Cancelled in loss-bits: [0-9]+ of 2000000 cases, .*: 0 of 1 laws done, 0 failed.$", messages.TrimEnd().Split('\n')[^1]);
    }

    [Fact]
    public async Task A_signal_ends_an_exhaustive_verification_which_the_same_command_goes_on_with()
    {
        if (OperatingSystem.IsWindows())
        {
            Console.WriteLine("Nothing tested: Windows has no such signals.");
            return;
        }

        using var files = new DataFiles();
        var command = $"verify --exhaustive --law exp --checkpoint {files["exp.checkpoint"]}";
        SweptFunction[] exp = [.. SweptFunctions.All.Where(function => function.Name == "exp")];
        var checkpoint = new SweepCheckpoint(files["exp.checkpoint"], exp, Machine.Whole.Widths);
        var blocks = 0;
        foreach (var _ in (int[])[1, 2])
        {
            var before = File.GetLastWriteTimeUtc(files["exp.checkpoint"]);
            var (code, results, messages) = await Run(command, "INT", () => File.GetLastWriteTimeUtc(files["exp.checkpoint"]) > before);
            Assert.Equal((130, ""), (code, results));
            Assert.Matches("^Cancelled (at [0-9.]+ % of all floats, .* left|before the first block of floats); .*exp.checkpoint goes on from there.$", messages.TrimEnd().Split('\n')[^1]);
            Assert.InRange(checkpoint.Read()!.Blocks, blocks, FloatBlock.Count);
            blocks = checkpoint.Read()!.Blocks;
        }

        Assert.True(blocks > 0);
    }

    private static async Task<(int Code, string Results, string Messages)> Run(string words, string? signal = null, Func<bool>? isReady = null)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "backprop.dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", $"exec \"{program}\" {words}")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        if (signal is not null)
        {
            while (isReady?.Invoke() == false && !process.HasExited)
            {
                await Task.Delay(TimeSpan.FromSeconds(0.1));
            }

            await Task.Delay(TimeSpan.FromSeconds(1.5));
            using var kill = Process.Start("kill", $"-{signal} {process.Id}");
            await kill.WaitForExitAsync();
        }

        var (results, messages) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await results, await messages);
    }
}
