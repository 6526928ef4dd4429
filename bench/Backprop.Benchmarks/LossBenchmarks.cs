using Backprop.Tensors.Kernels;
using BenchmarkDotNet.Attributes;

namespace Backprop.Benchmarks;

/// <summary>How many nanoseconds does an output take in a loss's value, and in the δ that starts the way back? The mean of one output.</summary>
public class LossBenchmarks
{
    private const int Outputs = 10, Samples = 256, Elements = Outputs * Samples;

    private readonly float[] _z = new float[Elements], _a = new float[Elements], _t = new float[Elements], _dz = new float[Elements];
    private readonly double[] _scratch = new double[Elements], _m = new double[Samples], _sums = new double[Samples], _values = new double[Samples];
    private Loss _loss = Backprop.Loss.MeanSquaredError;
    private Activation _f = Activation.Identity;

    [ParamsSource(nameof(Names))]
    public string Loss { get; set; } = "";

    public static IEnumerable<string> Names =>
        ["half-squared-error", "mean-squared-error", "mean-absolute-error", "huber", "binary-cross-entropy", "softmax-cross-entropy"];

    private OutputBatch<float> Batch => new(_z, _a, _t, Outputs);

    [GlobalSetup]
    public void Setup()
    {
        _loss = Backprop.Loss.Parse(Loss);
        _f = _loss.Kind switch
        {
            LossKind.SoftmaxCrossEntropy => Activation.Softmax,
            LossKind.BinaryCrossEntropy => Activation.Sigmoid,
            _ => Activation.Identity,
        };
        for (var n = 0; n < Elements; n++)
        {
            _z[n] = (float)RandomStream.FromKey(1).Normal(n);
            _t[n] = n % Outputs == 0 ? 1 : 0;
        }

        if (_f.Kind == ActivationKind.Softmax)
        {
            Kernels<float>.Widest.Softmax(_z, Outputs, _a, _scratch, _m, _sums);
        }
        else
        {
            Kernels<float>.Widest.Activate(_f, _z, _a);
        }
    }

    [Benchmark(OperationsPerInvoke = Elements)]
    public void Values() => Kernels<float>.Widest.LossValues(_loss, Batch, _m, _sums, _scratch, _values);

    [Benchmark(OperationsPerInvoke = Elements)]
    public void OutputDelta() => Kernels<float>.Widest.OutputDelta(_loss, _f, Batch, default, Samples, _dz);
}
