namespace Backprop.Verification;

internal static class CentralDifferences
{
    public static Law<Problem> Law { get; } = new Law<Problem>(
        "central-differences",
        "along a random direction u, uᵀ·gradient is (E(w + h·u) − E(w − h·u))/2h within truncation and rounding, in double, away from kinks",
        "that the gradient is the derivative of the loss, for whoever does not trust the reference",
        ProblemGenerator.Problems(),
        Check);

    private static void Check(Problem problem, Machine machine)
    {
        var difference = new CentralDifference(problem, new(), problem.IsWeighted);
        var direction = difference.RandomDirection();
        if (difference.Along(direction) is not var (value, error))
        {
            // A kink is near: nothing is promised.
            return;
        }

        double[] u = [.. problem.MakeNetwork<double>().Parameters.Zip(direction, (p, d) => ColumnMajor(p.Value, d)).SelectMany(each => each)];
        var samples = problem.MakeSamples<double>(problem.IsWeighted);
        foreach (var subject in machine.Subjects(problem.Spec, problem.MakeParameters<double>()))
        {
            var along = subject.Backpropagate(samples).Gradient.Zip(u, (g, d) => g * d).Sum();
            Near.Within(error, value, along, $"derivative along u, {subject}");
        }
    }

    private static double[] ColumnMajor(double[,] shape, double[] rows)
    {
        var matrix = new double[shape.GetLength(0), shape.GetLength(1)];
        Columns.Overwrite(matrix, (o, i) => rows[(o * matrix.GetLength(1)) + i]);
        return Values.Flat(matrix);
    }
}
