using System.Reflection;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Backprop.Benchmarks;

/// <summary>A column with a figure that follows from the median time of a benchmark, in nanoseconds, and from its parameters.</summary>
/// <param name="name">The column's name.</param>
/// <param name="legend">What it is.</param>
/// <param name="figure">The figure.</param>
public sealed class FigureColumn(string name, string legend, Func<BenchmarkCase, double, string> figure) : IColumn
{
    public string Id => name;

    public string ColumnName => name;

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Custom;

    public int PriorityInCategory => 0;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public string Legend => $"{name}: {legend}";

    public bool IsAvailable(Summary summary) => true;

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase) => GetValue(summary, benchmarkCase, SummaryStyle.Default);

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) =>
        summary[benchmarkCase]?.ResultStatistics is { } statistics ? figure(benchmarkCase, statistics.Median) : "-";

    /// <summary>What a public static method of the benchmark's class says of its parameters.</summary>
    public static double Ask(BenchmarkCase benchmarkCase, string method) => Convert.ToDouble(
        benchmarkCase.Descriptor.Type.GetMethod(method, BindingFlags.Public | BindingFlags.Static)!
            .Invoke(null, [(Func<string, object>)(parameter => benchmarkCase.Parameters[parameter])]),
        null);
}
