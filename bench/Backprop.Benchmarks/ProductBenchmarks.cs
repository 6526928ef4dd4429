using System.Numerics;
using Backprop.Tensors;
using Backprop.Tensors.Kernels;
using BenchmarkDotNet.Attributes;
using MathNet.Numerics.LinearAlgebra;

namespace Backprop.Benchmarks;

/// <summary>Which of the three products of a layer.</summary>
public enum Role
{
    Forward,
    WeightGradient,
    InputGradient,
}

/// <summary>How near to the FMA peak of one core do square products come, by role and size?</summary>
[Config(typeof(GflopsConfig))]
[GenericTypeArguments(typeof(float))]
[GenericTypeArguments(typeof(double))]
public class ProductBenchmarks<T> : IFlops
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private T[] _a = [], _b = [], _c = [];
    private Matrix<T> _left = null!, _right = null!, _result = null!;
    private SimdProducts<T> _one = null!, _two = null!;

    [Params(64, 256, 512, 1024)]
    public int N { get; set; }

    [ParamsAllValues]
    public Role Role { get; set; }

    public static double Flops(Func<string, object> parameter) => 2 * Math.Pow((int)parameter(nameof(N)), 3);

    [GlobalSetup]
    public void Setup()
    {
        (_a, _b, _c) = (Draw(1), Draw(2), new T[N * N]);
        (_left, _right, _result) = (Matrix<T>.Build.Dense(N, N, _a), Matrix<T>.Build.Dense(N, N, _b), Matrix<T>.Build.Dense(N, N));
        _one = new(Kernels<T>.Widest, 1);
        _two = new(Kernels<T>.Widest, 2);
    }

    [Benchmark(Baseline = true)]
    public void OneThread() => Run(_one);

    [Benchmark]
    public void TwoThreads() => Run(_two);

    [Benchmark]
    public void MathNetManaged()
    {
        switch (Role)
        {
            case Role.Forward: _left.Multiply(_right, _result); break;
            case Role.WeightGradient: _left.TransposeAndMultiply(_right, _result); break;
            default: _left.TransposeThisAndMultiply(_right, _result); break;
        }
    }

    private void Run(SimdProducts<T> products)
    {
        var a = Operand<T>.Of(_a, N);
        var b = Operand<T>.Of(_b, N);
        switch (Role)
        {
            case Role.Forward: products.Forward(a, [], b, _c); break;
            case Role.WeightGradient: products.WeightGradient(a, b, _c); break;
            default: products.InputGradient(a, b, _c); break;
        }
    }

    private T[] Draw(long key) => [.. Enumerable.Range(0, N * N).Select(n => T.CreateChecked(RandomStream.FromKey(key).Normal(n)))];
}
