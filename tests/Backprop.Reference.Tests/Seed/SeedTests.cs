using static Backprop.Reference.Tests.WorkedExample;

namespace Backprop.Reference.Tests;

/// <summary>The worked example, number by number, computed outside this project with more digits than are printed here.</summary>
public class SeedTests
{
    [Fact]
    public void The_worked_example_forward_and_backward()
    {
        var network = MakeNetwork();
        Digits(0.0266940333793, network.ComputeGradient(Sample));
        var (hidden, output) = (network.Layers[0], network.Layers[1]);
        Assert.Equal([1.0, 1.0], hidden.Z.Cast<double>());
        Assert.All(hidden.A.Cast<double>(), y => Digits(0.731058578630, y));
        Digits(0.731058578630, output.A[0, 0]);
        Digits(0.231058578630, output.DZ[0, 0]);
        Assert.All(output.DW.Cast<double>(), g => Digits(0.168917356074, g));
        Assert.All(hidden.DZ.Cast<double>(), g => Digits(0.0227144369182, g));
        Assert.All(hidden.DW.Cast<double>(), g => Digits(0.0227144369182, g));
    }

    [Fact]
    public void The_worked_example_after_its_update()
    {
        var network = MakeNetwork();
        Train(network, 1);
        Digits(0.0261060753707, network.ComputeLoss(Sample));
        Assert.All(network.Layers[0].W.Cast<double>(), w => Digits(0.499772855631, w));
        Assert.All(network.Layers[1].W.Cast<double>(), w => Digits(0.498310826439, w));
        Digits(0.728499782804, network.Layers[1].A[0, 0]);
        Digits(0.228499782804, network.Layers[1].A[0, 0] - 0.5);
    }

    [Fact]
    public void As_doubles_within_two_units_in_the_last_place()
    {
        var network = MakeNetwork();
        network.ComputeGradient(Sample);
        Ulps(0.7310585786300049, network.Layers[0].A[0, 0]);
        Ulps(0.1689173560735206, network.Layers[1].DW[0, 0]);
        Ulps(0.022714436918237102, network.Layers[0].DZ[0, 0]);
        Train(network, 1);
        Ulps(0.49977285563081764, network.Layers[0].W[0, 0]);
        Ulps(0.4983108264392648, network.Layers[1].W[0, 0]);
        Ulps(0.7284997828040481, network.Predict(new double[,] { { 1 }, { 1 } })[0, 0]);

        static void Ulps(double expected, double actual) =>
            Assert.InRange(BitConverter.DoubleToInt64Bits(expected) - BitConverter.DoubleToInt64Bits(actual), -2, 2);
    }

    // E after 1000 updates is ½·(4.88e-6)²: an error of one unit of rounding in y, 1.1e-16, shows in its eleventh digit.
    [Theory]
    [InlineData(2, 0.499548938591, 0.496640563289, 0.725970475461, 0.0255313278899, 12)]
    [InlineData(10, 0.497867721287, 0.483933081099, 0.706754541793, 0.0213737202761, 12)]
    [InlineData(100, 0.487495626753, 0.397441190172, 0.577174622061, 2.97796114513e-3, 12)]
    [InlineData(1000, 0.482170883156, 0.345311883757, 0.500004878522, 1.18999861331e-11, 10)]
    public void After_many_updates(int updates, double hidden, double output, double y, double loss, int digits)
    {
        var network = MakeNetwork();
        Train(network, updates);
        Digits(loss, network.ComputeLoss(Sample), digits);
        Assert.All(network.Layers[0].W.Cast<double>(), w => Digits(hidden, w));
        Assert.All(network.Layers[1].W.Cast<double>(), w => Digits(output, w));
        Digits(y, network.Layers[1].A[0, 0]);
    }

    [Fact]
    public void With_biases_all_one_half()
    {
        var network = MakeNetwork(hasBias: true);
        var (hidden, output) = (network.Layers[0], network.Layers[1]);
        (hidden.B![0, 0], hidden.B[1, 0], output.B![0, 0]) = (0.5, 0.5, 0.5);
        Digits(0.334214012062, network.ComputeGradient(Sample));
        Assert.All(hidden.Z.Cast<double>(), x => Assert.Equal(1.5, x));
        Assert.All(hidden.A.Cast<double>(), y => Digits(0.817574476194, y));
        Digits(1.31757447619, output.A[0, 0]);
        Digits(0.817574476194, output.DZ[0, 0]);
        Assert.All(output.DW.Cast<double>(), g => Digits(0.668428024123, g));
        Digits(0.817574476194, output.DB![0, 0]);
        Assert.All([.. hidden.DZ.Cast<double>(), .. hidden.DW.Cast<double>(), .. hidden.DB!.Cast<double>()], g => Digits(0.0609691662138, g));

        Train(network, 1);
        Digits(0.318561323181, network.ComputeLoss(Sample));
        Assert.All([.. hidden.W.Cast<double>(), .. hidden.B.Cast<double>()], w => Digits(0.499390308338, w));
        Assert.All(output.W.Cast<double>(), w => Digits(0.493315719759, w));
        Digits(0.491824255238, output.B[0, 0]);
        Digits(1.29819962814, output.A[0, 0]);
    }

    [Fact]
    public void With_biases_all_zero()
    {
        var network = MakeNetwork(hasBias: true);
        Train(network, 1);
        Digits(0.0255707074497, network.ComputeLoss(Sample));
        Digits(-0.00231058578630, network.Layers[1].B![0, 0]);
        Assert.All(network.Layers[0].B!.Cast<double>(), b => Digits(-2.27144369182e-4, b));
        Digits(0.726144676920, network.Layers[1].A[0, 0]);
    }

    [Fact]
    public void The_first_step_of_adam()
    {
        var network = MakeNetwork();
        Train(network, 1, new Adam { LearningRate = 0.01, Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8 });
        Assert.All(network.Layers[0].W.Cast<double>(), w => Digits(0.490000004402, w));
        Assert.All(network.Layers[1].W.Cast<double>(), w => Digits(0.490000000592, w));
    }

    [Theory]
    [InlineData(Reduction.Mean, 8, 4)]
    [InlineData(Reduction.Sum, 2, 1)]
    public void The_reductions_over_exclusive_or(Reduction reduction, double lossDivisor, double gradientDivisor)
    {
        var network = MakeNetwork(reduction: reduction);
        Digits(1.06952055858, network.ComputeGradient(Xor) * lossDivisor);
        Assert.Equal([0.622459331202, 0.731058578630, 0.622459331202, 0.5], network.Layers[1].A.Cast<double>().Select(y => Math.Round(y, 12)));
        Assert.All(network.Layers[0].DW.Cast<double>(), g => Digits(0.0275056908913, g * gradientDivisor));
        Assert.All(network.Layers[1].DW.Cast<double>(), g => Digits(0.314439220985, g * gradientDivisor));
    }

    [Fact]
    public void The_mean_error_over_exclusive_or() => Digits(0.133690069823, MakeNetwork().ComputeLoss(Xor));
}
