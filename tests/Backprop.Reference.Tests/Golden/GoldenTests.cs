namespace Backprop.Reference.Tests;

/// <summary>Gradients and trainings of both engines as PyTorch computes them in float64: see golden.py.</summary>
public class GoldenTests
{
    public static TheoryData<string> Gradients => [.. Names("gradient")];

    public static TheoryData<string> Trainings => [.. Names("training")];

    [Theory]
    [MemberData(nameof(Gradients))]
    public void A_gradient_is_the_one_that_PyTorch_computes(string name)
    {
        var golden = Named(name);
        var (network, samples) = (golden.Problem.MakeNetwork<double>(), golden.Problem.MakeSamples<double>());

        // Both sides round, each within the bound of its sums; and the bound is small enough to mean something.
        var bound = ErrorBound.OfGradient(network, samples);
        Assert.True(bound.Loss < 1e-12 * golden.Loss, $"bound {bound.Loss} of loss {golden.Loss}");
        var bounds = bound.DW.Zip(
            network.Layers.Zip(bound.DB),
            (dw, rest) => dw.Cast<double>().Concat(rest.First.DB is null ? [] : rest.Second.Cast<double>())).SelectMany(b => b).ToArray();
        Assert.All(bounds, each => Assert.InRange(each, 0, 1e-12));
        foreach (var subject in Subjects(golden.Problem))
        {
            var pass = subject.Backpropagate(samples);
            Near.Within(2 * bound.Loss, golden.Loss, pass.Loss, $"loss, {subject}");
            Near.Within([.. bounds.Select(each => 2 * each)], golden.Numbers, RowByRow(golden.Problem, pass.Gradient), $"gradient, {subject}");
        }
    }

    /// <summary>
    /// Ten steps carry each other's rounding on: 1e-12 is a hundred times one gradient's. Rprop and the optimizers that
    /// divide by √v stay as near because no gradient here comes near 0.
    /// </summary>
    [Theory]
    [MemberData(nameof(Trainings))]
    public void Ten_steps_end_where_those_of_PyTorch_end(string name)
    {
        var golden = Named(name);
        var samples = golden.Problem.MakeSamples<double>();
        var optimizer = Optimizer.Parse(golden.Optimizer) with { LearningRate = 0.1 };
        foreach (var subject in Subjects(golden.Problem))
        {
            subject.Train(samples, new() { Epochs = 10, BatchSize = TrainingSettings.FullBatch, Optimizer = optimizer });
            Near.Within(1e-12, golden.Loss, subject.Loss(samples), $"loss, {subject}");
            double[] bounds = [.. golden.Numbers.Select(_ => 1e-12)];
            Near.Within(bounds, golden.Numbers, RowByRow(golden.Problem, subject.Parameters), $"parameters, {subject}");
        }
    }

    [Fact]
    public void Every_activation_loss_reduction_and_optimizer_is_among_them()
    {
        var specs = GoldenCase.All.Select(golden => golden.Problem.Spec).ToArray();
        Assert.Equal(Activation.All.Select(f => f.Kind).Order(), specs.SelectMany(spec => spec.Layers.Select(layer => layer.Activation.Kind)).Distinct().Order());
        Assert.Equal(Loss.All.Select(loss => loss.Kind).Order(), specs.Select(spec => spec.Loss.Kind).Distinct().Order());
        Assert.Equal(2, specs.Select(spec => spec.Reduction).Distinct().Count());
        Assert.Equal(Optimizer.All.Select(each => each.Name), GoldenCase.All.Select(golden => golden.Optimizer).Where(name => name.Length > 0));
    }

    /// <summary>Both engines.</summary>
    private static IEnumerable<ISubject<double>> Subjects(Problem problem) =>
        Machine.Whole.Subjects(problem.Spec, problem.MakeParameters<double>());

    /// <summary>The order of golden.txt: weights row by row.</summary>
    private static double[] RowByRow(Problem problem, double[] columnByColumn)
    {
        var network = problem.MakeNetwork<double>();
        Values.Fill(network.Parameters, columnByColumn, part => part.Value);
        return [.. network.Parameters.SelectMany(part => part.Value.Cast<double>())];
    }

    private static IEnumerable<string> Names(string kind) => GoldenCase.All.Where(golden => golden.Kind == kind).Select(golden => golden.Name);

    private static GoldenCase Named(string name) => GoldenCase.All.Single(golden => golden.Name == name);
}
