using System.Numerics;
using Backprop.Workloads;

namespace Backprop.PeerBenchmarks;

/// <summary>Something to be timed, of a rival that has shown that it computes the right thing.</summary>
/// <param name="Row">Where it stands in the report, such as <c>W3</c> or <c>G-f32-64</c>.</param>
/// <param name="Flops">Multiply-adds of one run times two, matrix products only.</param>
/// <param name="Run">Runs it that many times.</param>
internal sealed record Work(string Row, double Flops, Action<int> Run)
{
    // To about five digits: what is left to the order of summation in float.
    private const double LossTolerance = 2e-4;
    private const double SumTolerance = 1e-4;

    /// <summary>The training of a workload, which goes on where the check of its first steps ended.</summary>
    public static IEnumerable<Work> Training(Workload workload, IRival rival, int threads)
    {
        if (rival.Training(workload, threads) is not { } train)
        {
            yield break;
        }

        var expected = rival.UpdatesAfterEachSample && workload.Number == 1 ? Workload.XorLossSampleBySample : workload.CheckLoss;
        var loss = train(workload.CheckSteps) / workload.CheckSteps;
        Require(Math.Abs(loss - expected) <= LossTolerance * expected, $"the mean loss of the first {workload.CheckSteps} steps is {loss}, expected {expected}");
        yield return new(workload.Name[..2], workload.Flops, steps => train(steps));
    }

    /// <summary>The logits of W3's network.</summary>
    public static IEnumerable<Work> Prediction(string row, IRival rival, PredictionTask task, int threads)
    {
        if (rival.Prediction(task, threads) is not { } predictor)
        {
            yield break;
        }

        predictor.Run(1);
        RequireNear(predictor.Result(), task.ExpectedLogits());
        yield return new(row, task.Flops, predictor.Run);
    }

    /// <summary>Square products of normal entries.</summary>
    public static IEnumerable<Work> Product<T>(string row, IRival rival, int n, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (a, b) = (Draw(1), Draw(2));
        if (rival.Product(n, a, b, threads) is not { } product)
        {
            yield break;
        }

        product.Run(1);
        var (c, columns) = (product.Result(), (int[])[0, n / 2, n - 1]);
        RequireNear(
            [.. columns.SelectMany(column => c.AsSpan(column * n, n).ToArray())],
            [.. columns.SelectMany(column => Enumerable.Range(0, n).Select(i => Enumerable.Range(0, n).Sum(k => double.CreateChecked(a[i + (k * n)]) * double.CreateChecked(b[k + (column * n)]))))]);
        yield return new(row, 2 * Math.Pow(n, 3), product.Run);

        T[] Draw(long key) => [.. Enumerable.Range(0, n * n).Select(i => T.CreateChecked(RandomStream.FromKey(key).Normal(i)))];
    }

    private static void RequireNear<T>(T[] found, double[] expected)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Require(found.Length == expected.Length, $"there are {found.Length} results, expected {expected.Length}");
        var size = expected.Max(Math.Abs);
        for (var i = 0; i < expected.Length; i++)
        {
            Require(Math.Abs(double.CreateChecked(found[i]) - expected[i]) <= SumTolerance * size, $"result {i} is {found[i]}, expected {expected[i]}");
        }
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new WrongResultException(otherwise);
        }
    }
}
