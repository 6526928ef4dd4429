using System.Globalization;
using System.Reflection;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Backprop.Benchmarks;

/// <summary>A benchmark that knows how many bytes a call of it reads.</summary>
public interface IBytes
{
    /// <param name="parameter">The value of the benchmark's parameter of that name.</param>
    static abstract long Bytes(Func<string, object> parameter);
}

/// <summary>Adds MB/s.</summary>
public sealed class ThroughputConfig : ManualConfig
{
    public ThroughputConfig()
    {
        // Memory is kept, so that code is timed and not how a virtual machine hands out pages again and again. A large array is
        // given back as soon as it is dead, so arrays up to 32 MiB are made small ones here, of 256 MiB that stay. Hexadecimal.
        AddJob(Job.Default.WithWarmupCount(3).WithIterationCount(10).WithGcForce(false).WithEnvironmentVariables(
            new("DOTNET_GCLOHThreshold", "2000000"), new("DOTNET_GCRegionSize", "4000000"), new("DOTNET_GCgen0size", "10000000")));
        AddColumn(new Column());
    }

    private sealed class Column : IColumn
    {
        public string Id => ColumnName;

        public string ColumnName => "MB/s";

        public bool AlwaysShow => true;

        public ColumnCategory Category => ColumnCategory.Custom;

        public int PriorityInCategory => 0;

        public bool IsNumeric => true;

        public UnitType UnitType => UnitType.Dimensionless;

        public string Legend => "MB/s: megabytes of the file, 10⁶ bytes each, in a second of the median time";

        public bool IsAvailable(Summary summary) => true;

        public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

        public string GetValue(Summary summary, BenchmarkCase benchmarkCase) => GetValue(summary, benchmarkCase, SummaryStyle.Default);

        public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style)
        {
            if (summary[benchmarkCase]?.ResultStatistics is not { } statistics)
            {
                return "-";
            }

            var bytes = (long)benchmarkCase.Descriptor.Type.GetMethod(nameof(IBytes.Bytes), BindingFlags.Public | BindingFlags.Static)!
                .Invoke(null, [(Func<string, object>)(parameter => benchmarkCase.Parameters[parameter])])!;

            // Times are in nanoseconds.
            return (1000 * bytes / statistics.Median).ToString("F0", CultureInfo.InvariantCulture);
        }
    }
}
