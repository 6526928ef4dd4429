using System.Diagnostics;
using System.Globalization;
using Backprop.Tensors;
using Backprop.Tensors.Files;

namespace Backprop.Cli.Tests;

/// <summary>How signals end what reads data, and passes over many rows.</summary>
public sealed class ModelSignalTests
{
    [Theory]
    [InlineData("predict {0} {1}", "the first row was written")]
    [InlineData("evaluate {0} {1}", "all rows were evaluated")]
    [InlineData("explain --model {0} --data {1} --target 2", "the batch was explained")]
    public async Task A_signal_ends_passes_over_many_rows(string words, string before)
    {
        if (OperatingSystem.IsWindows())
        {
            Console.WriteLine("Nothing tested: Windows has no such signals.");
            return;
        }

        // Ten seconds for the plain loops.
        using var files = new DataFiles();
        ModelFile.Save(new Network<double>(new(2, [new(1500), new(1500), new(1500), new(1)])), files["deep.safetensors"]);
        files.Write("many", string.Concat(Enumerable.Range(0, 2000).Select(n => $"{n},1,2\n")));
        var (code, results, messages) = await CommandProcess.Run(string.Format(CultureInfo.InvariantCulture, words, files["deep.safetensors"], files["many"]) + " --engine reference", "INT");
        Assert.Equal((130, "", $"Cancelled before {before}."), (code, results, messages.TrimEnd()));
    }

    [Theory]
    [InlineData("train {1} --target 1", "training began")]
    [InlineData("predict {0} {1}", "the first row was written")]
    public async Task A_signal_ends_reading(string words, string before)
    {
        if (OperatingSystem.IsWindows())
        {
            Console.WriteLine("Nothing tested: Windows has no such signals.");
            return;
        }

        // A pipe that stays open and empty.
        using var files = new DataFiles();
        using var make = Process.Start("mkfifo", files["pipe"]);
        await make.WaitForExitAsync();
        using var process = CommandProcess.Start(string.Format(CultureInfo.InvariantCulture, words, files["line.safetensors"], files["pipe"]));
        using var write = Process.Start("sh", ["-c", $"exec 3> '{files["pipe"]}'; sleep 1; kill -INT {process.Id}; exec sleep 60"]);
        var (results, messages) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        write.Kill();
        Assert.Equal((130, "", $"Cancelled before {before}."), (process.ExitCode, await results, (await messages).TrimEnd()));
    }

    [Fact]
    public async Task A_signal_ends_predictions_with_a_whole_row()
    {
        if (OperatingSystem.IsWindows())
        {
            Console.WriteLine("Nothing tested: Windows has no such signals.");
            return;
        }

        // More than a pipe holds, so that the process waits for its reader when the signal comes.
        const int Rows = 50_000;
        using var files = new DataFiles();
        files.Write("many", string.Concat(Enumerable.Range(0, Rows).Select(n => $"{n},1\n")));
        using var process = CommandProcess.Start($"predict {files["line.safetensors"]} {files["many"]}");
        Assert.Equal("output0", await process.StandardOutput.ReadLineAsync());
        using var kill = Process.Start("kill", $"-INT {process.Id}");
        await kill.WaitForExitAsync();

        // Until the signal has been heard, also on a busy machine.
        await Task.Delay(TimeSpan.FromSeconds(2));
        var (results, messages) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.Equal(130, process.ExitCode);
        Assert.EndsWith("\n", await results, StringComparison.Ordinal);
        Assert.Equal($"Cancelled after {(await results).Count(letter => letter == '\n')} of {Rows} rows.", (await messages).TrimEnd());
    }
}
