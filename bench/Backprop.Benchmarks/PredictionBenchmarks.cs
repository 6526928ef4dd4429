using Backprop.Tensors;
using Backprop.Workloads;
using BenchmarkDotNet.Attributes;

namespace Backprop.Benchmarks;

/// <summary>How long does a prediction take, of one sample and of many at once, by 784-128-10?</summary>
[Config(typeof(GflopsConfig))]
[MemoryDiagnoser]
public class PredictionBenchmarks : IFlops
{
    private readonly PredictionTask _pool = new(1024, 4);
    private Network<float> _one = null!, _two = null!;
    private float[] _outputs = [];
    private int _next;

    [Params(1, 16, 1024)]
    public int Rows { get; set; }

    public static double Flops(Func<string, object> parameter) => new PredictionTask((int)parameter(nameof(Rows)), 1).Flops;

    [GlobalSetup]
    public void Setup()
    {
        (_one, _two) = (PredictionTask.Workload.Network(1), PredictionTask.Workload.Network(2));
        _outputs = new float[Rows * 10];
    }

    [Benchmark(Baseline = true)]
    public void OneThread() => Predict(_one);

    [Benchmark]
    public void TwoThreads() => Predict(_two);

    private void Predict(Network<float> network)
    {
        network.Predict(_pool.Inputs.AsSpan(_next, Rows * 784), _outputs);
        _next = (_next + (Rows * 784)) % _pool.Inputs.Length;
    }
}
