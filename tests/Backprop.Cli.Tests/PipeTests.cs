using System.Diagnostics;
using System.IO.Compression;

namespace Backprop.Cli.Tests;

/// <summary>Data that comes through a pipe, as <c>/dev/stdin</c> and a shell's <c>&lt;(…)</c> do: it can be read only once.</summary>
public sealed class PipeTests(DataFiles files) : IClassFixture<DataFiles>
{
    private int _pipes;

    [Fact]
    public async Task Tables_and_packed_ones_come_through_pipes_as_from_files()
    {
        if (OperatingSystem.IsWindows())
        {
            Console.WriteLine("Nothing tested: Windows has no such pipes.");
            return;
        }

        var packed = files["flowers.gz"];
        using (var gzip = new GZipStream(File.Create(packed), CompressionMode.Compress))
        {
            gzip.Write(File.ReadAllBytes(files["flowers"]));
        }

        var (whole, piped) = (files["whole.safetensors"], files["piped.safetensors"]);
        await Invocation.Report("train", files["flowers"], "--target", "4", "--epochs", "2", "--out", whole);
        foreach (var file in (string[])[files["flowers"], packed])
        {
            await Invocation.Report("train", Pipe(file), "--target", "4", "--epochs", "2", "--out", piped);
            Assert.Equal(File.ReadAllBytes(whole), File.ReadAllBytes(piped));
            foreach (var verb in (string[])["predict", "evaluate"])
            {
                Assert.Equal(await Invocation.Of(verb, whole, files["flowers"]), await Invocation.Of(verb, whole, Pipe(file)));
            }
        }
    }

    [Theory]
    [InlineData("images.idx")]
    [InlineData("images.gz")]
    public async Task Images_come_through_pipes_as_from_files(string name)
    {
        if (OperatingSystem.IsWindows())
        {
            Console.WriteLine("Nothing tested: Windows has no such pipes.");
            return;
        }

        using (var gzip = new GZipStream(File.Create(files["images.gz"]), CompressionMode.Compress))
        {
            gzip.Write(File.ReadAllBytes(files["images.idx"]));
        }

        string[] more = ["--validation", "0", "--epochs", "2", "--out"];
        await Invocation.Report(["train", files["images.idx"], "--labels", files["labels.idx"], .. more, files["seen.safetensors"]]);
        await Invocation.Report(["train", Pipe(files[name]), "--labels", Pipe(files["labels.idx"]), .. more, files["piped-seen.safetensors"]]);
        Assert.Equal(File.ReadAllBytes(files["seen.safetensors"]), File.ReadAllBytes(files["piped-seen.safetensors"]));
    }

    [Fact]
    public async Task A_pipe_is_not_streamed()
    {
        if (OperatingSystem.IsWindows())
        {
            Console.WriteLine("Nothing tested: Windows has no such pipes.");
            return;
        }

        var run = await Invocation.Of("train", Pipe(files["good"]), "--target", "c", "--stream");
        Assert.Equal(ExitCode.Refused, run.Code);
        Assert.Contains("--stream is given; allowed with a file only", run.Messages, StringComparison.Ordinal);
    }

    /// <summary>A pipe that a file is written into, once.</summary>
    private string Pipe(string file)
    {
        var pipe = files[$"{Path.GetFileName(file)}-{_pipes++}.pipe"];
        using var make = Process.Start("mkfifo", pipe);
        make.WaitForExit();
        using var write = Process.Start("sh", ["-c", $"cat '{file}' > '{pipe}'"]);
        return pipe;
    }
}
