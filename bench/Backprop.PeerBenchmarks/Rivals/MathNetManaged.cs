using System.Numerics;
using Backprop.Workloads;
using Backprop.Tensors;
using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace Backprop.PeerBenchmarks;

/// <summary>MathNet's managed products: the same training with Backend.MathNet, and Multiply into a result that is there.</summary>
internal sealed class MathNetManaged : IRival
{
    // Larger products take so long that a process would take minutes.
    private const int LargestProduct = 512;

    public string Name => "mathnet";

    public string Description => "Backprop with `Backend.MathNet`, the managed provider; `Matrix.Multiply(other, result)`";

    public string Load(int threads)
    {
        Control.UseManaged();
        Control.MaxDegreeOfParallelism = threads;
        return $"MathNet.Numerics {typeof(Control).Assembly.GetName().Version?.ToString(3)}, {MathNet.Numerics.Providers.LinearAlgebra.LinearAlgebraControl.Provider}";
    }

    public Func<int, double>? Training(Workload workload, int threads) =>
        workload.Name == "W5-big" ? null : BackpropRival.Trainer(new EngineRun(workload, threads, Backend.MathNet));

    public Repeatable<T>? Product<T>(int n, T[] a, T[] b, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (n > LargestProduct)
        {
            return null;
        }

        var (left, right, result) = (Matrix<T>.Build.Dense(n, n, a), Matrix<T>.Build.Dense(n, n, b), Matrix<T>.Build.Dense(n, n));
        return new(
            runs =>
            {
                for (; runs > 0; runs--)
                {
                    left.Multiply(right, result);
                }
            },
            result.ToColumnMajorArray);
    }
}
