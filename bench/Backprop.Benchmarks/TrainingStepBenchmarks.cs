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
