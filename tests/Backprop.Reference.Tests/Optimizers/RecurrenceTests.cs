namespace Backprop.Reference.Tests;

/// <summary>Each optimizer's first two steps on one weight, w = 1, worked out by hand from its formula.</summary>
public class RecurrenceTests
{
    // Some ten roundings of numbers about 1.
    private const double Rounding = 1e-14;
    private const double G1 = 0.5;
    private const double G2 = -0.25;
    private const double Rate = 0.1;

    [Fact]
    public void Sgd_follows_its_recurrence() => After(new Sgd { LearningRate = Rate }, 1 - (Rate * G1), 1 - (Rate * G1) - (Rate * G2));

    [Fact]
    public void Momentum_follows_its_recurrence()
    {
        const double V2 = (0.9 * G1) + G2;
        After(new Momentum { LearningRate = Rate }, 1 - (Rate * G1), 1 - (Rate * G1) - (Rate * V2));
    }

    [Fact]
    public void Nesterov_follows_its_recurrence()
    {
        const double V2 = (0.9 * G1) + G2;
        const double W1 = 1 - (Rate * ((0.9 * G1) + G1));
        After(new Nesterov { LearningRate = Rate }, W1, W1 - (Rate * ((0.9 * V2) + G2)));
    }

    [Fact]
    public void RmsProp_follows_its_recurrence()
    {
        const double V1 = 0.01 * G1 * G1;
        const double V2 = (0.99 * V1) + (0.01 * G2 * G2);
        var w1 = 1 - (Rate * G1 / (Math.Sqrt(V1) + 1e-8));
        After(new RmsProp { LearningRate = Rate }, w1, w1 - (Rate * G2 / (Math.Sqrt(V2) + 1e-8)));
    }

    [Fact]
    public void AdaGrad_follows_its_recurrence()
    {
        var w1 = 1 - (Rate * G1 / (G1 + 1e-10));
        After(new AdaGrad { LearningRate = Rate }, w1, w1 - (Rate * G2 / (Math.Sqrt((G1 * G1) + (G2 * G2)) + 1e-10)));
    }

    /// <summary>In the paper's own form, algorithm 1: m̂ = m/(1 − β₁ᵗ), v̂ = v/(1 − β₂ᵗ), w ← w − η·m̂/(√v̂ + ε).</summary>
    [Fact]
    public void Adam_follows_its_recurrence()
    {
        var w1 = 1 - (Rate * G1 / (G1 + 1e-8));
        After(new Adam { LearningRate = Rate }, w1, w1 - AdamStep2);
    }

    [Fact]
    public void AdamW_follows_its_recurrence()
    {
        const double Kept = 1 - (Rate * 0.01);
        var w1 = Kept - (Rate * G1 / (G1 + 1e-8));
        After(new AdamW { LearningRate = Rate }, w1, (Kept * w1) - AdamStep2);
    }

    [Fact]
    public void AdamW_leaves_biases_undecayed()
    {
        var network = new Network<double>(new(1, [new(1)]), initializer: Initializer.Constant(1));
        network.Layers[0].B![0, 0] = 1;
        new OptimizerState<double>(new AdamW { LearningRate = Rate, WeightDecay = 0.5 }, network).Step(Rate);
        Assert.Equal((0.95, 1), (network.Layers[0].W[0, 0], network.Layers[0].B![0, 0]));
    }

    [Fact]
    public void A_zero_gradient_moves_nothing_at_first()
    {
        foreach (var optimizer in Optimizer.All.Where(each => each is not AdamW))
        {
            Assert.Equal(1, Moved(optimizer, 0)[0]);
        }
    }

    [Fact]
    public void The_first_step_of_every_optimizer_goes_against_the_gradient()
    {
        foreach (var optimizer in Optimizer.All)
        {
            Assert.True(Moved(optimizer, 0.5)[0] < 1, optimizer.Name);
            Assert.True(Moved(optimizer, -0.5)[0] > 0.9999, optimizer.Name);
        }
    }

    private static double AdamStep2
    {
        get
        {
            const double M2 = ((0.9 * 0.1 * G1) + (0.1 * G2)) / (1 - (0.9 * 0.9));
            const double V2 = ((0.999 * 0.001 * G1 * G1) + (0.001 * G2 * G2)) / (1 - (0.999 * 0.999));
            return Rate * M2 / (Math.Sqrt(V2) + 1e-8);
        }
    }

    private static void After(Optimizer optimizer, double first, double second)
    {
        var moved = Moved(optimizer, G1, G2);
        Assert.Equal(first, moved[0], Rounding);

        // 1 − β₂ᵗ is known to 16 digits less the 3 that cancel.
        Assert.Equal(second, moved[1], optimizer is Adam or AdamW ? 1e-12 : Rounding);
    }

    /// <summary>w = 1 after each of the gradients.</summary>
    private static double[] Moved(Optimizer optimizer, params double[] gradients)
    {
        var network = new Network<double>(new(1, [new(1, hasBias: false)]), initializer: Initializer.Constant(1));
        var state = new OptimizerState<double>(optimizer, network);
        return [.. gradients.Select(g =>
        {
            network.Layers[0].DW[0, 0] = g;
            state.Step(optimizer.LearningRate);
            return network.Layers[0].W[0, 0];
        })];
    }
}
