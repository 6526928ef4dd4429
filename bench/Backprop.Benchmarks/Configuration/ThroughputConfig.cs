using System.Globalization;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;

namespace Backprop.Benchmarks;

/// <summary>A benchmark that knows how many bytes a call of it reads and writes.</summary>
public interface IBytes
{
    /// <param name="parameter">The value of the benchmark's parameter of that name.</param>
    static abstract long Bytes(Func<string, object> parameter);
}

/// <summary>Adds GB/s.</summary>
public class BandwidthConfig : ManualConfig
{
    public BandwidthConfig() => AddColumn(new FigureColumn(
        "GB/s",
        "10⁹ bytes that are read and written in a second of the median time",
        (of, time) => (FigureColumn.Ask(of, nameof(IBytes.Bytes)) / time).ToString("F2", CultureInfo.InvariantCulture)));
}

/// <summary>The same where large arrays are made and dropped.</summary>
public sealed class ThroughputConfig : BandwidthConfig
{
    public ThroughputConfig() =>

        // Memory is kept, so that code is timed and not how a virtual machine hands out pages again and again. A large array is
        // given back as soon as it is dead, so arrays up to 32 MiB are made small ones here, of 256 MiB that stay. Hexadecimal.
        AddJob(Job.Default.WithWarmupCount(3).WithIterationCount(10).WithGcForce(false).WithEnvironmentVariables(
            new("DOTNET_GCLOHThreshold", "2000000"), new("DOTNET_GCRegionSize", "4000000"), new("DOTNET_GCgen0size", "10000000")));
}
