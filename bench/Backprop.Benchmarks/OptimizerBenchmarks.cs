using Backprop.Tensors;
using BenchmarkDotNet.Attributes;

namespace Backprop.Benchmarks;

/// <summary>
/// How near to a copy of memory does an update of four million parameters come, their gradients being given? The copy reads and
/// writes as many bytes. (A training step that keeps no gradients does not make this pass over memory at all.)
/// </summary>
[Config(typeof(BandwidthConfig))]
[MemoryDiagnoser]
public class OptimizerBenchmarks : IBytes
{
    private const int Units = 2048;

    private static readonly Optimizer[] All =
        [new Sgd(), new Momentum(), new Nesterov(), new RmsProp(), new AdaGrad(), new Adam(), new AdamW(), new Rprop()];

    private float[] _from = [], _to = [];
    private ParameterSet<float> _gradient = null!;
    private OptimizerState<float> _one = null!, _two = null!;

    [ParamsSource(nameof(Names))]
    public string Optimizer { get; set; } = "";

    public static IEnumerable<string> Names => All.Select(optimizer => optimizer.Name);

    /// <summary>The gradient is read; the parameter and its states are read and written.</summary>
    public static long Bytes(Func<string, object> parameter) => (string)parameter(nameof(Optimizer)) switch
    {
        "sgd" => 3L,
        "adam" or "adamw" or "rprop" => 7L,
        _ => 5L,
    } * sizeof(float) * Units * Units;

    [GlobalSetup]
    public void Setup()
    {
        var optimizer = All.Single(one => one.Name == Optimizer);
        var spec = new NetworkSpec(Units, [new(Units, Activation.Identity, hasBias: false)]);
        (_one, _two) = (new(optimizer, new(spec) { Threads = 1 }), new(optimizer, new(spec) { Threads = 2 }));
        _gradient = new(spec);
        var g = _gradient.W(0);
        for (var n = 0; n < g.Length; n++)
        {
            g[n] = (float)RandomStream.FromKey(1).Normal(n) / 1000;
        }

        var bytes = Bytes(_ => Optimizer);
        (_from, _to) = (new float[bytes / 2 / sizeof(float)], new float[bytes / 2 / sizeof(float)]);
        _from.AsSpan().Fill(1);
        _to.AsSpan().Fill(1);
    }

    [Benchmark(Baseline = true)]
    public void Copy() => _from.AsSpan().CopyTo(_to);

    [Benchmark]
    public void OneThread() => _one.Step(_gradient, 1e-9);

    [Benchmark]
    public void TwoThreads() => _two.Step(_gradient, 1e-9);
}
