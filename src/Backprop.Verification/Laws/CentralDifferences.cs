using static System.Math;

namespace Backprop.Verification;

internal static class CentralDifferences
{
    public static Law<Problem> Law { get; } = new Law<Problem>(
        "central-differences",
        "along a random direction u, uᵀ·gradient is (E(w + h·u) − E(w − h·u))/2h within truncation and rounding, in double, away from kinks, and so it is under penalties and dropout",
        "that the gradient is the derivative of the loss, for whoever does not trust the reference",
        ProblemGenerator.Problems(),
        Check);

    private static void Check(Problem problem, Machine machine)
    {
        var samples = problem.MakeSamples<double>(problem.IsWeighted);
        Along(problem, machine, new(), subject => subject.Backpropagate(samples).Gradient, _ => 0);
        var (parameters, sgd) = (problem.MakeParameters<double>(), new Sgd { LearningRate = 1 });
        var settings = problem.Seed % 2 == 0 ? new TrainingSettings { L1 = 0.125, L2 = 0.25 } : new() { Dropout = 0.3 };
        settings = settings with { Optimizer = sgd, Epochs = 1, BatchSize = TrainingSettings.FullBatch, Seed = problem.Seed };

        // One step of descent at rate 1 moves w to w − g, rounded once; w less that is g again, rounded once more.
        Along(problem, machine, settings, Step, g => g.Zip(parameters, (each, w) => ScaleB(1, -53) * (Abs(w) + (2 * Abs(each)))).Sum());

        double[] Step(ISubject<double> subject)
        {
            subject.Train(samples, settings);
            return [.. parameters.Zip(subject.Parameters, (before, after) => before - after)];
        }
    }

    private static void Along(
        Problem problem, Machine machine, TrainingSettings settings, Func<ISubject<double>, double[]> gradient, Func<double[], double> rounding)
    {
        var difference = new CentralDifference(problem, settings, problem.IsWeighted);
        var direction = difference.RandomDirection();
        if (difference.Along(direction) is not var (value, error))
        {
            // A kink is near: nothing is promised.
            return;
        }

        double[] u = [.. problem.MakeNetwork<double>().Parameters.Zip(direction, (p, d) => ColumnMajor(p.Value, d)).SelectMany(each => each)];
        foreach (var subject in machine.Subjects(problem.Spec, problem.MakeParameters<double>()))
        {
            var g = gradient(subject);
            Near.Within(error + rounding(g), value, g.Zip(u, (each, d) => each * d).Sum(), $"derivative along u, {subject}, dropout {settings.Dropout}, L2 {settings.L2}");
        }
    }

    private static double[] ColumnMajor(double[,] shape, double[] rows)
    {
        var matrix = new double[shape.GetLength(0), shape.GetLength(1)];
        Columns.Overwrite(matrix, (o, i) => rows[(o * matrix.GetLength(1)) + i]);
        return Values.Flat(matrix);
    }
}
