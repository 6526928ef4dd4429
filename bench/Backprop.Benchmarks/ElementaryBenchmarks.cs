using System.Numerics.Tensors;
using System.Runtime.Intrinsics;
using Backprop.Tensors.Kernels;
using BenchmarkDotNet.Attributes;

namespace Backprop.Benchmarks;

/// <summary>Functions that TensorPrimitives has too, right to fewer bits, side by side. The mean of one element.</summary>
[GroupBenchmarksBy(BenchmarkDotNet.Configs.BenchmarkLogicalGroupRule.ByCategory)]
[CategoriesColumn]
public class ElementaryBenchmarks
{
    private const int Elements = 4096;

    private readonly float[] _x = new float[Elements], _y = new float[Elements];

    [GlobalSetup]
    public void Setup()
    {
        for (var n = 0; n < Elements; n++)
        {
            _x[n] = (float)RandomStream.FromKey(1).Normal(n);
        }
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Elements), BenchmarkCategory("exp")]
    public void ExpOfTensorPrimitives() => TensorPrimitives.Exp<float>(_x, _y);

    [Benchmark(OperationsPerInvoke = Elements), BenchmarkCategory("exp")]
    public void Exp()
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Run<Lanes512<float>, Lanes512<double>>();
        }
        else
        {
            Run<Lanes256<float>, Lanes256<double>>();
        }

        void Run<V, D>()
            where V : struct, ILanes<V, float>, IWidening<V, D, float>
            where D : struct, ILanes<D, double> =>
            Elementwise<Wide<Halves<V, D, float>, Pair<D>, float>, float>.Run(default(ExpOf<Halves<V, D, float>, Pair<D>>), _x, _y);
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Elements), BenchmarkCategory("sigmoid")]
    public void SigmoidOfTensorPrimitives() => TensorPrimitives.Sigmoid<float>(_x, _y);

    [Benchmark(OperationsPerInvoke = Elements), BenchmarkCategory("sigmoid")]
    public void Sigmoid() => Kernels<float>.Widest.Activate(Activation.Sigmoid, _x, _y);

    [Benchmark(Baseline = true, OperationsPerInvoke = Elements), BenchmarkCategory("tanh")]
    public void TanhOfTensorPrimitives() => TensorPrimitives.Tanh<float>(_x, _y);

    [Benchmark(OperationsPerInvoke = Elements), BenchmarkCategory("tanh")]
    public void Tanh() => Kernels<float>.Widest.Activate(Activation.Tanh, _x, _y);

    private readonly struct ExpOf<V, D> : IUnary<Wide<V, D, float>>
        where V : struct, IWidening<V, D, float>
        where D : struct, ILanes<D, double>
    {
        public Wide<V, D, float> Of(Wide<V, D, float> x) => new(Tensors.Kernels.Elementary.Exp<D, float>(x.Value));
    }
}
