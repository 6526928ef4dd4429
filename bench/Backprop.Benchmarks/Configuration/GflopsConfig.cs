using System.Globalization;
using Backprop.Workloads;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;

namespace Backprop.Benchmarks;

/// <summary>A benchmark that knows how many floating-point operations a call of it takes.</summary>
public interface IFlops
{
    /// <param name="parameter">The value of the benchmark's parameter of that name.</param>
    static abstract double Flops(Func<string, object> parameter);
}

/// <summary>Adds GFLOP/s and the share of one core's FMA peak, measured in the same run.</summary>
public class GflopsConfig : ManualConfig
{
    private const string Legend = "median time; the peak is that of fused multiply-adds in registers on one core";

    public GflopsConfig()
    {
        AddJob(Job.Default.WithWarmupCount(8).WithIterationCount(15));
        AddColumn(new FigureColumn("GFLOP/s", Legend, (of, time) => Text(Gflops(of, time), "F1")));
        AddColumn(new FigureColumn("% of peak", Legend, (of, time) => Text(100 * Gflops(of, time) / PeakOf(of), "F0")));
        AddColumn(new FigureColumn("Peak", Legend, (of, _) => Text(PeakOf(of), "F1")));
    }

    private static double Gflops(BenchmarkCase of, double time) => FigureColumn.Ask(of, nameof(IFlops.Flops)) / time;

    private static double PeakOf(BenchmarkCase of) =>
        of.Descriptor.Type is { IsGenericType: true } type && type.GetGenericArguments()[0] == typeof(double) ? Peak.Gflops<double>() : Peak.Gflops<float>();

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
