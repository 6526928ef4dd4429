namespace Backprop.Reference.Tests;

/// <summary>The gradient is the derivative of the loss for every pair of activation and loss; the law of central differences tries any network.</summary>
public class CentralDifferenceTests
{
    private static readonly TrainingSettings Plain = new();

    public static TheoryData<string, string, string, bool, Reduction> Pairs()
    {
        var pairs = new TheoryData<string, string, string, bool, Reduction>();
        var turn = 0;
        foreach (var loss in Loss.All)
        {
            foreach (var output in ProblemGenerator.OutputsFor(loss).DistinctBy(f => f.Name))
            {
                foreach (var hidden in Activation.All.Where(f => f != Activation.Softmax))
                {
                    // Bias and reduction take turns, so that each activation meets each.
                    pairs.Add(hidden.Name, output.Name, loss.Name, turn % 4 < 2, (Reduction)(turn % 2));
                    turn++;
                }
            }
        }

        return pairs;
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Every_pair_of_activation_and_loss_in_a_random_direction(string hidden, string output, string loss, bool hasBias, Reduction reduction)
    {
        var f = Activation.Parse(hidden);
        var spec = new NetworkSpec(3, [new(4, f, hasBias), new(3, f), new(2, Activation.Parse(output), hasBias)], Loss.Parse(loss), reduction);
        InRandomDirection(AwayFromKinks(new(spec, 5, 1)));
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Every_parameter_of_a_tiny_network(string hidden, string output, string loss, bool hasBias, Reduction reduction)
    {
        var spec = new NetworkSpec(2, [new(2, Activation.Parse(hidden)), new(2, Activation.Parse(output), hasBias)], Loss.Parse(loss), reduction);
        var problem = AwayFromKinks(new(spec, 2, 1));
        var difference = new CentralDifference(problem, Plain, isWeighted: false);
        var network = difference.MakeNetwork();
        var parameters = network.Parameters.ToArray();
        for (var p = 0; p < parameters.Length; p++)
        {
            var g = parameters[p].Gradient.Cast<double>().ToArray();
            for (var k = 0; k < g.Length; k++)
            {
                var direction = parameters.Select(each => new double[each.Value.Length]).ToArray();
                direction[p][k] = 1;
                var (value, error) = Assert.NotNull(difference.Along(direction));
                Near.Within(error, value, g[k], $"gradient {k} of parameter {p} of {problem}");
            }
        }

        Assert.True(Penalties.Norm(network) > 1e-3, "the gradient is all zero");
    }

    private static void InRandomDirection(Problem problem)
    {
        var difference = new CentralDifference(problem, Plain, isWeighted: false);
        var network = difference.MakeNetwork();
        var u = difference.RandomDirection();
        var (value, error) = Assert.NotNull(difference.Along(u));
        var analytic = network.Parameters.Zip(u, (p, direction) => p.Gradient.Cast<double>().Zip(direction, (g, d) => g * d).Sum()).Sum();
        Near.Within(error, value, analytic, $"derivative along u of {problem}");
        var norm = Penalties.Norm(network);
        Assert.True(norm > 1e-3, $"the gradient is all zero: {norm}");
        Assert.True(error < 1e-5 * (1 + norm), $"the error bar {error} says nothing about a gradient of norm {norm}");
    }

    /// <summary>The first seed whose network has no kink nearby and a gradient.</summary>
    private static Problem AwayFromKinks(Problem problem) =>
        Enumerable.Range(1, 200).Select(seed => problem with { Seed = seed }).First(each =>
        {
            var difference = new CentralDifference(each, Plain, isWeighted: false);
            var network = difference.MakeNetwork();
            return Penalties.Norm(network) > 1e-3
                && difference.Along(difference.RandomDirection()) is not null
                && !network.Layers.SelectMany(layer => layer.Z.Cast<double>()).Any(z => Math.Abs(z) < 1e-3)
                && !Columns.Flat(network.Layers[^1].A).Zip(each.MakeSamples<double>().Targets.ToArray(), (a, t) => Math.Abs(a - t)).Any(d => d < 1e-3 || Math.Abs(d - 1) < 1e-3);
        });
}
