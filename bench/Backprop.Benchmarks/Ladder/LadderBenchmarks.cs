using System.Runtime.Intrinsics;
using Backprop.Reference;
using Backprop.Tensors;
using Backprop.Tensors.Kernels;
using BenchmarkDotNet.Attributes;

namespace Backprop.Benchmarks;

/// <summary>
/// From the plain loops to the product that the engine has, rung by rung: what does each idea bring? Every rung gives the bits of
/// the reference, which is seen before it is timed. docs/matrix-product.md explains them.
/// </summary>
[Config(typeof(GflopsConfig))]
public class LadderBenchmarks : IFlops
{
    private readonly SimdProducts<float> _products = new(Kernels<float>.Widest, 1);
    private float[] _a = [], _b = [], _c = [];

    [Params(64, 256, 1024)]
    public int N { get; set; }

    public static double Flops(Func<string, object> parameter) => 2 * Math.Pow((int)parameter(nameof(N)), 3);

    [GlobalSetup]
    public void Setup()
    {
        (_a, _b, _c) = (Draw(1), Draw(2), new float[N * N]);
        var expected = ByReference();
        foreach (var rung in (Action[])[Rung1Naive, Rung2Lanes, Rung3RegisterTile, Rung4Shipped])
        {
            Array.Clear(_c);
            rung();
            if (!_c.AsSpan().SequenceEqual(expected))
            {
                throw new InvalidOperationException($"{rung.Method.Name} does not give the bits of the reference.");
            }
        }
    }

    [Benchmark(Baseline = true)]
    public void Rung1Naive() => Naive.Multiply(N, _a, _b, _c);

    [Benchmark]
    public void Rung2Lanes()
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Lanes<Lanes512<float>>.Multiply(N, _a, _b, _c);
        }
        else
        {
            Lanes<Lanes256<float>>.Multiply(N, _a, _b, _c);
        }
    }

    [Benchmark]
    public void Rung3RegisterTile()
    {
        if (Vector512.IsHardwareAccelerated)
        {
            RegisterTile<Lanes512<float>>.Multiply(N, _a, _b, _c);
        }
        else
        {
            RegisterTile<Lanes256<float>>.Multiply(N, _a, _b, _c);
        }
    }

    [Benchmark]
    public void Rung4Shipped() => _products.Forward(Operand<float>.Of(_a, N), [], Operand<float>.Of(_b, N), _c);

    private float[] ByReference()
    {
        var (a, b, c) = (new float[N, N], new float[N, N], new float[N, N]);
        for (var i = 0; i < N; i++)
        {
            for (var j = 0; j < N; j++)
            {
                (a[i, j], b[i, j]) = (_a[i + (j * N)], _b[i + (j * N)]);
            }
        }

        Products.Forward(a, null, b, c);
        return [.. Enumerable.Range(0, N * N).Select(at => c[at % N, at / N])];
    }

    private float[] Draw(long key) => [.. Enumerable.Range(0, N * N).Select(n => (float)RandomStream.FromKey(key).Normal(n))];
}
