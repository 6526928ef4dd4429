using Backprop.Tensors.Kernels;
using BenchmarkDotNet.Attributes;

namespace Backprop.Benchmarks;

/// <summary>
/// How many nanoseconds does an element of an activation take and of its derivative? The mean
/// of one element.
/// </summary>
public class ActivationBenchmarks
{
    private const int Elements = 4096;

    private readonly float[] _z = new float[Elements], _a = new float[Elements], _s = new float[Elements];

    [ParamsSource(nameof(Names))]
    public string Activation { get; set; } = "";

    public static IEnumerable<string> Names => ["relu", "sigmoid", "tanh", "elu", "silu", "gelu", "softplus"];

    private Activation F => Backprop.Activation.Parse(Activation);

    [GlobalSetup]
    public void Setup()
    {
        for (var n = 0; n < Elements; n++)
        {
            _z[n] = (float)RandomStream.FromKey(1).Normal(n);
        }
    }

    [Benchmark(OperationsPerInvoke = Elements)]
    public void Value() => Kernels<float>.Widest.Activate(F, _z, _a);

    [Benchmark(OperationsPerInvoke = Elements)]
    public void TimesDerivative() => Kernels<float>.Widest.HiddenDelta(F, _z, _a, _z, _s);
}
