namespace Backprop.Reference.Tests;

/// <summary>Gradients and trainings as PyTorch computes them in float64: see golden.py.</summary>
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
        var loss = network.ComputeGradient(samples);

        // Both sides round, each within the bound of its sums; and the bound is small enough to mean something.
        var bound = ErrorBound.Of(network, samples);
        Near.Within(2 * bound.Loss, golden.Loss, loss, "loss");
        Assert.True(bound.Loss < 1e-12 * golden.Loss, $"bound {bound.Loss} of loss {golden.Loss}");
        var bounds = bound.DW.Zip(
            network.Layers.Zip(bound.DB),
            (dw, rest) => dw.Cast<double>().Concat(rest.First.DB is null ? [] : rest.Second.Cast<double>())).SelectMany(b => b).ToArray();
        var actual = network.Parameters.SelectMany(p => p.Gradient.Cast<double>()).ToArray();
        Assert.Equal(golden.Numbers.Length, actual.Length);
        for (var k = 0; k < actual.Length; k++)
        {
            Near.Within(2 * bounds[k], golden.Numbers[k], actual[k], $"gradient {k}");
            Assert.True(bounds[k] < 1e-12, $"bound {bounds[k]} of gradient {k}");
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
        var (network, samples) = (golden.Problem.MakeNetwork<double>(), golden.Problem.MakeSamples<double>());
        var optimizer = Optimizer.Parse(golden.Optimizer) with { LearningRate = 0.1 };
        Training.Train(network, samples, new() { Epochs = 10, BatchSize = TrainingSettings.FullBatch, Optimizer = optimizer });
        Near.Within(1e-12, golden.Loss, network.ComputeLoss(samples), "loss");
        var actual = network.Parameters.SelectMany(p => p.Value.Cast<double>()).ToArray();
        Assert.Equal(golden.Numbers.Length, actual.Length);
        for (var k = 0; k < actual.Length; k++)
        {
            Near.Within(1e-12, golden.Numbers[k], actual[k], $"parameter {k}");
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

    private static IEnumerable<string> Names(string kind) => GoldenCase.All.Where(golden => golden.Kind == kind).Select(golden => golden.Name);

    private static GoldenCase Named(string name) => GoldenCase.All.Single(golden => golden.Name == name);
}
