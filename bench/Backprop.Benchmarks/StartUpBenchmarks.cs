using System.Diagnostics;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Engines;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.NoEmit;

namespace Backprop.Benchmarks;

/// <summary>How long does <c>backprop train xor</c> take, from the start of the process to its end?</summary>
[Config(typeof(Config))]
public class StartUpBenchmarks
{
    [Benchmark]
    public int TrainXor()
    {
        var command = Path.Combine(AppContext.BaseDirectory, "backprop.dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [command, "train", "xor"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? 0 : throw new InvalidOperationException($"Exit code {process.ExitCode}.");
    }

    private sealed class Config : ManualConfig
    {
        public Config() => AddJob(Job.Default.WithToolchain(InProcessNoEmitToolchain.Instance).WithStrategy(RunStrategy.Monitoring).WithWarmupCount(2).WithIterationCount(15));
    }
}
