using System.Globalization;
using System.Reflection;
using Backprop.Workloads;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Backprop.Benchmarks;

/// <summary>A benchmark that knows how many floating-point operations a call of it takes.</summary>
public interface IFlops
{
    /// <param name="parameter">The value of the benchmark's parameter of that name.</param>
    static abstract double Flops(Func<string, object> parameter);
}

/// <summary>Adds GFLOP/s and the share of one core's FMA peak, measured in the same run.</summary>
public sealed class GflopsConfig : ManualConfig
{
    public GflopsConfig()
    {
        AddJob(Job.Default.WithWarmupCount(8).WithIterationCount(15));
        AddColumn(new Column("GFLOP/s", (gflops, _) => gflops.ToString("F1", CultureInfo.InvariantCulture)));
        AddColumn(new Column("% of peak", (gflops, peak) => (100 * gflops / peak).ToString("F0", CultureInfo.InvariantCulture)));
        AddColumn(new Column("Peak", (_, peak) => peak.ToString("F1", CultureInfo.InvariantCulture)));
    }

    private sealed class Column(string name, Func<double, double, string> text) : IColumn
    {
        public string Id => name;

        public string ColumnName => name;

        public bool AlwaysShow => true;

        public ColumnCategory Category => ColumnCategory.Custom;

        public int PriorityInCategory => 0;

        public bool IsNumeric => true;

        public UnitType UnitType => UnitType.Dimensionless;

        public string Legend => $"{name}: median time; the peak is that of fused multiply-adds in registers on one core";

        public bool IsAvailable(Summary summary) => true;

        public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

        public string GetValue(Summary summary, BenchmarkCase benchmarkCase) => GetValue(summary, benchmarkCase, SummaryStyle.Default);

        public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style)
        {
            if (summary[benchmarkCase]?.ResultStatistics is not { } statistics)
            {
                return "-";
            }

            var type = benchmarkCase.Descriptor.Type;
            var flops = (double)type.GetMethod(nameof(IFlops.Flops), BindingFlags.Public | BindingFlags.Static)!
                .Invoke(null, [(Func<string, object>)(parameter => benchmarkCase.Parameters[parameter])])!;
            var isDouble = type.IsGenericType && type.GetGenericArguments()[0] == typeof(double);
            return text(flops / statistics.Median, isDouble ? Peak.Gflops<double>() : Peak.Gflops<float>());
        }
    }
}
