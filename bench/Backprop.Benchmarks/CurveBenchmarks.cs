using System.Globalization;
using Backprop.Workloads;
using BenchmarkDotNet.Attributes;

namespace Backprop.Benchmarks;

/// <summary>Do GFLOP/s stay as they are from small layers to large ones, and does memory grow as the parameters do? Adam, batch 128.</summary>
[Config(typeof(Config))]
[MemoryDiagnoser]
public class UnitsCurveBenchmarks : IFlops
{
    private const int Batch = 128;

    private EngineRun _run = null!;

    [Params(256, 512, 1024, 2048, 4096)]
    public int Units { get; set; }

    public static double Flops(Func<string, object> parameter) => Curve.Workload((int)parameter(nameof(Units)), Batch).Flops;

    /// <summary>Bytes that network, optimizer and workspace hold after a step.</summary>
    public static double Held(Func<string, object> parameter)
    {
        var workload = Curve.Workload((int)parameter(nameof(Units)), Batch);
        var samples = workload.Samples();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var run = new EngineRun(workload, samples, 1);
        run.Step();
        var held = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(run);
        GC.KeepAlive(samples);
        return held;
    }

    /// <summary>Bytes that it may hold: each parameter, its gradient and two states; z, a and δ of each layer; and 32 MB.</summary>
    public static double Allowed(Func<string, object> parameter)
    {
        var spec = Curve.Workload((int)parameter(nameof(Units)), Batch).Spec;
        return (sizeof(float) * ((4.0 * spec.ParameterCount) + (3.0 * Batch * spec.Layers.Sum(layer => layer.Units)))) + 32e6;
    }

    [GlobalSetup]
    public void Setup() => _run = new(Curve.Workload(Units, Batch), 1);

    [Benchmark]
    public double Step() => _run.Step();

    private sealed class Config : GflopsConfig
    {
        public Config()
        {
            AddColumn(new FigureColumn("MB held", "by network, optimizer and workspace after a step", (of, _) => Megabytes(FigureColumn.Ask(of, nameof(Held)))));
            AddColumn(new FigureColumn("MB allowed", "parameters, gradients and states, z, a and δ, and 32 MB", (of, _) => Megabytes(FigureColumn.Ask(of, nameof(Allowed)))));
        }

        private static string Megabytes(double bytes) => (bytes / 1e6).ToString("F1", CultureInfo.InvariantCulture);
    }
}

/// <summary>Does a step's time grow as the batch does? 512 units, Adam.</summary>
[Config(typeof(GflopsConfig))]
public class BatchCurveBenchmarks : IFlops
{
    private EngineRun _run = null!;

    [Params(16, 32, 64, 128, 256, 512, 1024)]
    public int Batch { get; set; }

    public static double Flops(Func<string, object> parameter) => Curve.Workload(512, (int)parameter(nameof(Batch))).Flops;

    [GlobalSetup]
    public void Setup() => _run = new(Curve.Workload(512, Batch), 1);

    [Benchmark]
    public double Step() => _run.Step();
}

internal static class Curve
{
    /// <summary>Three layers of as many units.</summary>
    public static Workload Workload(int units, int batch) => new(
        7, "curve", new(units, [new(units, Activation.Relu), new(units, Activation.Relu), new(units)], Loss.MeanSquaredError), batch, 1, new Adam(), 0, double.NaN);
}
