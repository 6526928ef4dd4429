using System.Diagnostics;
using Backprop.Verification;

namespace Backprop.Cli.Tests;

/// <summary>What only a process of its own can show: real streams, exit codes, signals.</summary>
public sealed class ProcessTests
{
    [Fact]
    public async Task A_process_keeps_results_and_messages_apart()
    {
        var (code, results, messages) = await CommandProcess.Run("train xor --json");
        Assert.Equal((0, '{'), (code, results[0]));
        Assert.StartsWith("epoch 1 of 2000: loss ", messages, StringComparison.Ordinal);
        (code, results, messages) = await CommandProcess.Run("train --learning-rate 0");
        Assert.Equal((2, ""), (code, results));
        Assert.StartsWith("--learning-rate", messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Messages_that_cannot_be_written_are_lost_and_nothing_else()
    {
        if (OperatingSystem.IsWindows())
        {
            Console.WriteLine("Nothing tested: Windows cannot close the messages of a process.");
            return;
        }

        foreach (var (words, code, results) in ((string, int, string)[])[("train xor --json", 0, "{"), ("train --learning-rate 0", 2, ""), ("train --nope", 2, "")])
        {
            using var process = Process.Start(new ProcessStartInfo("sh", ["-c", $"exec dotnet exec '{CommandProcess.Program}' {words} 2>&-"]) { RedirectStandardOutput = true })!;
            var read = process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            Assert.Equal(code, process.ExitCode);
            Assert.StartsWith(results, await read, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_writer_that_fails_is_not_heard_of()
    {
        using var writer = new LossyWriter(new StreamWriter(new FullDevice()) { AutoFlush = true });
        writer.Write('a');
        writer.Write("text");
        writer.WriteLine("line");
        writer.Write(['a', 'b']);
        writer.Flush();
    }

    [Fact]
    public async Task A_signal_ends_a_verification_and_it_says_what_was_reached()
    {
        if (OperatingSystem.IsWindows())
        {
            Console.WriteLine("Nothing tested: Windows has no such signals.");
            return;
        }

        var (code, results, messages) = await CommandProcess.Run("verify --cases 2000000 --law loss-bits", "TERM");
        Assert.Equal((130, ""), (code, results));
        Assert.Matches("^Cancelled in loss-bits: [0-9]+ of 2000000 cases, .*: 0 of 1 laws done, 0 failed.$", messages.TrimEnd().Split('\n')[^1]);
    }

    [Fact]
    public async Task A_run_that_is_killed_at_random_moments_and_resumed_leaves_the_bytes_of_one_that_never_was()
    {
        var folder = Directory.CreateTempSubdirectory("backprop");
        try
        {
            var (whole, killed) = (Path.Combine(folder.FullName, "whole"), Path.Combine(folder.FullName, "killed"));
            const string Words = "train moons --epochs 60 --patience 59 --dropout 0.1 --schedule plateau:0.5:3 --checkpoint-every 0 --json";
            var expected = await CommandProcess.Run($"{Words} --checkpoint {whole}");
            Assert.Equal(0, expected.Code);
            var (random, kills) = (new Random(), 0);
            for (; kills < 6; kills++)
            {
                using var process = CommandProcess.Start($"{Words} --checkpoint {killed}{(File.Exists(killed) ? " --resume" : "")}");
                var before = File.Exists(killed) ? File.GetLastWriteTimeUtc(killed) : default;
                var read = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
                while (!process.HasExited && (!File.Exists(killed) || File.GetLastWriteTimeUtc(killed) == before))
                {
                    await Task.Delay(1);
                }

                await Task.Delay(random.Next(100));
                process.Kill();
                await process.WaitForExitAsync();
                await Task.WhenAll(read.Item1, read.Item2);
            }

            var actual = await CommandProcess.Run($"{Words} --checkpoint {killed} --resume");
            Assert.True(actual.Code == 0, actual.Messages);
            Assert.Equal(File.ReadAllBytes(whole), File.ReadAllBytes(killed));
            Assert.Equal(Lasting(expected.Results), Lasting(actual.Results));
            Assert.Equal([killed, whole], Directory.GetFiles(folder.FullName).Order());
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        // All but the times.
        static string Lasting(string json) => System.Text.RegularExpressions.Regex.Replace(json, "\"(seconds|samplesPerSecond)\":[^,]*,", "");
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_signal_ends_a_run_and_it_says_what_was_reached_and_what_holds_it(string signal)
    {
        if (OperatingSystem.IsWindows())
        {
            Console.WriteLine("Nothing tested: Windows has no such signals.");
            return;
        }

        var path = Path.Combine(Path.GetTempPath(), $"backprop-{Guid.NewGuid():N}");
        try
        {
            var (code, results, messages) = await CommandProcess.Run($"train spirals --epochs 20000000 --checkpoint-every 0 --checkpoint {path} --out {path}.model --json", signal, () => File.Exists(path));
            Assert.Equal((130, ""), (code, results));
            Assert.Matches("^Cancelled .* of 20000000", messages.TrimEnd().Split('\n')[^1]);
            Assert.EndsWith(
                $" {path}.model has the model that was reached. {path} holds the run: --resume goes on with it.", messages.TrimEnd(), StringComparison.Ordinal);
            Assert.True(File.Exists(path));
            Assert.Equal(0, (await CommandProcess.Run($"info {path}.model")).Code);
        }
        finally
        {
            File.Delete(path);
            File.Delete($"{path}.model");
        }
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
            var (code, results, messages) = await CommandProcess.Run(command, "INT", () => File.GetLastWriteTimeUtc(files["exp.checkpoint"]) > before);
            Assert.Equal((130, ""), (code, results));
            Assert.Matches("^Cancelled (at [0-9.]+ % of all floats, .* left|before the first block of floats); .*exp.checkpoint goes on from there.$", messages.TrimEnd().Split('\n')[^1]);
            Assert.InRange(checkpoint.Read()!.Blocks, blocks, FloatBlock.Count);
            blocks = checkpoint.Read()!.Blocks;
        }

        Assert.True(blocks > 0);
    }

    private sealed class FullDevice : MemoryStream
    {
        public override void Write(byte[] buffer, int offset, int count) => throw new IOException("No space left on device");

        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("No space left on device");
    }
}
