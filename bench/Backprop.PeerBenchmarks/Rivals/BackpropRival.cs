using System.Numerics;
using System.Runtime.InteropServices;
using Backprop.Workloads;
using Backprop.Tensors;
using MathNet.Numerics.LinearAlgebra;

namespace Backprop.PeerBenchmarks;

/// <summary>Backprop as a program gets it: the step that a Trainer repeats, Network.Predict into memory of the caller's, MatrixProducts.</summary>
internal sealed class BackpropRival : IRival
{
    public string Name => Rivals.Own;

    public string Description => "the training step that `Trainer` repeats, `Network.Predict(inputs, outputs)`, `MatrixProducts.Multiply`";

    public string Load(int threads) => $"Backprop on {RuntimeInformation.FrameworkDescription}";

    public Func<int, double> Training(Workload workload, int threads) => Trainer(new EngineRun(workload, threads));

    public Repeatable<float> Prediction(PredictionTask task, int threads)
    {
        var (network, outputs, next, size) = (PredictionTask.Workload.Network(threads), new float[task.Rows * 10], 0, task.Rows * 784);
        return new(
            calls =>
            {
                for (; calls > 0; calls--)
                {
                    network.Predict(task.Inputs.AsSpan(next * size, size), outputs);
                    next = (next + 1) % task.Calls;
                }
            },
            () => outputs);
    }

    // MatrixProducts takes the threads that the process has processors for.
    public Repeatable<T> Product<T>(int n, T[] a, T[] b, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (left, right, result) = (Matrix<T>.Build.Dense(n, n, a), Matrix<T>.Build.Dense(n, n, b), Matrix<T>.Build.Dense(n, n));
        return new(
            runs =>
            {
                for (; runs > 0; runs--)
                {
                    MatrixProducts.Multiply(left, right, result);
                }
            },
            result.ToColumnMajorArray);
    }

    /// <summary>Steps of a workload, one after the other.</summary>
    public static Func<int, double> Trainer(WorkloadRun run) => steps =>
    {
        var total = 0.0;
        for (; steps > 0; steps--)
        {
            total += run.Step();
        }

        return total;
    };
}
