using System.Numerics;
using Backprop.Tensors;
using Backprop.Workloads;
using MathNet.Numerics.LinearAlgebra;

namespace Backprop.Cli;

/// <summary>Something that is timed.</summary>
/// <param name="Workload">Its name.</param>
/// <param name="Engine">Who computes: <c>simd</c>, <c>mathnet</c> or <c>reference</c>.</param>
/// <param name="Threads">Threads at most.</param>
/// <param name="Flops">Floating-point operations of one run, matrix products only.</param>
/// <param name="Prepare">Makes it ready, and sees that it computes the right thing.</param>
internal sealed record BenchCase(string Workload, string Engine, int Threads, double Flops, Func<Action> Prepare)
{
    /// <summary>The engine with its own products.</summary>
    public const string Simd = "simd";

    private const string MathNet = "mathnet";
    private const string Reference = "reference";

    // What the plain loops and MathNet do in seconds.
    private const double MostFlops = 50e6;

    /// <summary>Whether it computes in double.</summary>
    public bool IsDouble { get; private init; }

    /// <summary>All of them, one workload after the other.</summary>
    public static IReadOnlyList<BenchCase> All { get; } =
    [
        .. Workloads.Workload.All.SelectMany(Trainings),
        .. Predictions("I1-predict", new(1, 4096)),
        .. Predictions("I2-predict", new(1024, 4)),
        .. Products<float>("G-float"),
        .. Products<double>("G-double"),
    ];

    private static IEnumerable<int> ThreadCounts => Environment.ProcessorCount > 1 ? [1, Environment.ProcessorCount] : [1];

    private static IEnumerable<BenchCase> Trainings(Workload workload)
    {
        var samples = new Lazy<Samples<float>>(workload.Samples);
        foreach (var threads in ThreadCounts)
        {
            yield return new(workload.Name, Simd, threads, workload.Flops, () => Checked(new EngineRun(workload, samples.Value, threads)));
        }

        if (workload.Flops <= MostFlops)
        {
            yield return new(workload.Name, MathNet, 1, workload.Flops, () => Checked(new EngineRun(workload, samples.Value, 1, Backend.MathNet)));
            yield return new(workload.Name, Reference, 1, workload.Flops, () => Checked(new ReferenceRun(workload, samples.Value)));
        }

        static Action Checked(WorkloadRun run)
        {
            run.Check();
            return () => run.Step();
        }
    }

    private static IEnumerable<BenchCase> Predictions(string name, PredictionTask task) => ThreadCounts.Select(threads => new BenchCase(name, Simd, threads, task.Flops, () =>
    {
        var (network, outputs, call, size) = (PredictionTask.Workload.Network(threads), new float[task.Rows * 10], 0, task.Rows * 784);
        return () =>
        {
            network.Predict(task.Inputs.AsSpan(call * size, size), outputs);
            call = (call + 1) % task.Calls;
        };
    }));

    private static IEnumerable<BenchCase> Products<T>(string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int N = 512;
        var (a, b) = (Draw(1), Draw(2));
        var c = Matrix<T>.Build.Dense(N, N);
        var flops = 2.0 * N * N * N;
        yield return new($"{name}-{N}", Simd, Environment.ProcessorCount, flops, () => () => MatrixProducts.Multiply(a, b, c)) { IsDouble = typeof(T) == typeof(double) };
        yield return new($"{name}-{N}", MathNet, Environment.ProcessorCount, flops, () => () => a.Multiply(b, c)) { IsDouble = typeof(T) == typeof(double) };

        static Matrix<T> Draw(long key) => Matrix<T>.Build.Dense(N, N, (i, j) => T.CreateChecked(RandomStream.FromKey(key).Normal(i + ((long)j * N))));
    }
}
