using Backprop.Tensors;
using Backprop.Workloads;
using BenchmarkDotNet.Attributes;

namespace Backprop.Benchmarks;

/// <summary>How long does one step of mini-batch training take, and does it allocate?</summary>
[Config(typeof(GflopsConfig))]
[MemoryDiagnoser]
public class TrainingStepBenchmarks : IFlops
{
    private WorkloadRun _run = null!;

    [ParamsSource(nameof(Names))]
    public string Workload { get; set; } = "";

    public static IEnumerable<string> Names => Workloads.Workload.All.Select(workload => workload.Name);

    public static double Flops(Func<string, object> parameter) => Find((string)parameter(nameof(Workload))).Flops;

    [GlobalSetup(Target = nameof(OneThread))]
    public void SetupOneThread() => Start(1);

    [GlobalSetup(Target = nameof(TwoThreads))]
    public void SetupTwoThreads() => Start(2);

    [Benchmark(Baseline = true)]
    public double OneThread() => _run.Step();

    [Benchmark]
    public double TwoThreads() => _run.Step();

    private static Workload Find(string name) => Workloads.Workload.All.Single(workload => workload.Name == name);

    private void Start(int threads)
    {
        _run = new EngineRun(Find(Workload), threads);
        _run.Check();
    }
}

/// <summary>What do the engine's own products bring, beside MathNet's managed ones and the reference's plain loops? One thread.</summary>
[Config(typeof(GflopsConfig))]
[MemoryDiagnoser]
public class EngineBenchmarks : IFlops
{
    private WorkloadRun _run = null!;

    /// <summary>Those that the plain loops do in seconds.</summary>
    [Params("W1-xor", "W2-small", "W3-mnist", "W6-online")]
    public string Workload { get; set; } = "";

    public static double Flops(Func<string, object> parameter) => Find((string)parameter(nameof(Workload))).Flops;

    [GlobalSetup(Target = nameof(Simd))]
    public void SetupSimd() => Start(workload => new EngineRun(workload, 1));

    [GlobalSetup(Target = nameof(MathNetManaged))]
    public void SetupMathNet() => Start(workload => new EngineRun(workload, 1, Backend.MathNet));

    [GlobalSetup(Target = nameof(Reference))]
    public void SetupReference() => Start(workload => new ReferenceRun(workload, workload.Samples()));

    [Benchmark(Baseline = true)]
    public double Simd() => _run.Step();

    [Benchmark]
    public double MathNetManaged() => _run.Step();

    [Benchmark]
    public double Reference() => _run.Step();

    private static Workload Find(string name) => Workloads.Workload.All.Single(workload => workload.Name == name);

    private void Start(Func<Workload, WorkloadRun> start)
    {
        _run = start(Find(Workload));
        _run.Check();
    }
}
