namespace Backprop.Definitions.Tests;

public class SamplesTests
{
    [Fact]
    public void Rows_lie_one_after_the_other()
    {
        var samples = Samples<float>.FromRows([[1, 2], [3, 4], [5, 6]], [[7], [8], [9]], [1, 0, 2.5]);
        Assert.Equal((3, 2, 1, true), (samples.Count, samples.InputSize, samples.TargetSize, samples.IsWeighted));
        Assert.Equal([1, 2, 3, 4, 5, 6], samples.Inputs.ToArray());
        Assert.Equal([3, 4], samples.Input(1).ToArray());
        Assert.Equal([9], samples.Target(2).ToArray());
        Assert.Equal((0, 2.5), (samples.Weight(1), samples.Weight(2)));
    }

    [Fact]
    public void Rows_are_copied_and_chosen_samples_too()
    {
        double[][] inputs = [[1], [2]];
        double[] weights = [3, 4];
        var samples = Samples<double>.FromRows(inputs, [[0], [1]], weights);
        (inputs[0][0], weights[0]) = (9, 9);
        Assert.Equal((1, 3), (samples.Input(0)[0], samples.Weight(0)));
        var chosen = samples.Select([1, 0, 1]);
        Assert.Equal([2, 1, 2], chosen.Inputs.ToArray());
        Assert.Equal([1, 0, 1], chosen.Targets.ToArray());
        Assert.Equal([4, 3, 4], chosen.Weights.ToArray());
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void A_value_that_is_not_finite_is_found_wherever_it_is(double value)
    {
        for (var length = 1; length < 70; length++)
        {
            for (var n = 0; n < length; n++)
            {
                var (inputs, targets) = (new float[length], new float[length]);
                new Samples<float>(1, inputs, 1, targets).RequireFinite();
                targets[n] = (float)value;
                var error = Assert.Throws<ArgumentException>(new Samples<float>(1, inputs, 1, targets).RequireFinite);
                Assert.Equal(FormattableString.Invariant($"Target of sample {n}, value 0 is {value}; allowed is a finite number."), error.Message);
            }
        }
    }

    [Fact]
    public void A_missing_row_is_refused_by_its_number()
    {
        Assert.Equal("Input row 1", Assert.Throws<ArgumentNullException>(() => Samples<double>.FromRows([[1], null!], [[0], [1]])).ParamName);
        Assert.Equal("Target row 0", Assert.Throws<ArgumentNullException>(() => Samples<double>.FromRows([[1], [2]], [null!, [1]])).ParamName);
        Assert.Throws<ArgumentNullException>(() => new NetworkSpec(2, [null!]));
    }

    [Fact]
    public void Samples_without_weights_weigh_one()
    {
        var samples = Samples<double>.FromRows([[1]], [[0]]);
        Assert.False(samples.IsWeighted);
        Assert.Equal(1, samples.Weight(0));
        Assert.False(samples.Select([0, 0]).IsWeighted);
    }

    [Fact]
    public void Sizes_that_do_not_fit_are_refused_with_the_sizes()
    {
        Refused("5 input values of 2 per sample do not go with 3 target values of 1 per sample", () => new Samples<double>(2, new double[5], 1, new double[3]));
        Refused("4 input values of 2 per sample do not go with 3 target values of 1 per sample", () => new Samples<double>(2, new double[4], 1, new double[3]));
        Refused("InputSize is 0; allowed is a whole number, 1 or above", () => new Samples<double>(0, default, 1, default));
        Refused("TargetSize is -1; allowed is a whole number, 1 or above", () => new Samples<double>(1, default, -1, default));
        Refused("There are 2 input rows and 1 target rows", () => Samples<double>.FromRows([[1], [2]], [[1]]));
        Refused("There are 0 input rows and 0 target rows", () => Samples<double>.FromRows([], []));
        Refused("Input row 1 has 2 values and row 0 has 1", () => Samples<double>.FromRows([[1], [2, 3]], [[1], [1]]));
        Refused("Target row 1 has 0 values and row 0 has 1", () => Samples<double>.FromRows([[1], [2]], [[1], []]));
    }

    [Fact]
    public void Weights_that_are_not_are_refused()
    {
        Refused("Number of sample weights is 2; allowed is 1, one per sample", () => Samples<double>.FromRows([[1]], [[1]], [1, 1]));
        Refused("Sample weight is -1; allowed is a finite number, 0 or above", () => Samples<double>.FromRows([[1]], [[1]], [-1]));
        Refused("Sample weight is NaN; allowed is a finite number, 0 or above", () => Samples<double>.FromRows([[1]], [[1]], [double.NaN]));
    }

    [Fact]
    public void Targets_that_the_loss_does_not_allow_are_refused_with_the_sample()
    {
        var binary = new NetworkSpec(1, [new(1, Activation.Sigmoid)], Loss.BinaryCrossEntropy);
        var softmax = new NetworkSpec(1, [new(2, Activation.Softmax)]);
        Fit(binary, [0.5]);
        Fit(softmax, [0.25, 0.75]);
        Refused("Target of sample 1 is 1.5; allowed is 0 to 1 with binary-cross-entropy", () => Fit(binary, [0], [1.5]));
        Refused("Target of sample 0 is NaN; allowed is 0 to 1 with binary-cross-entropy", () => Fit(binary, [double.NaN]));
        Refused("Target of sample 0 is -0.5; allowed is 0 to 1 with softmax-cross-entropy", () => Fit(softmax, [-0.5, 1.5]));
        Refused("Sum of the targets of sample 1 is 0.75; allowed is 1 with softmax-cross-entropy", () => Fit(softmax, [0, 1], [0.25, 0.5]));
    }

    [Fact]
    public void Samples_of_another_size_than_the_network_are_refused() =>
        Refused("Samples of 1 inputs and 2 targets do not fit a network of 1 inputs and 1 outputs", () => Fit(new(1, [new(1)]), [1, 2]));

    private static string Fit(NetworkSpec spec, params double[][] targets)
    {
        double[] input = [1];
        Samples<double>.FromRows([.. targets.Select(_ => input)], targets).RequireFit(spec);
        return "fits";
    }

    private static void Refused(string message, Func<object> make) =>
        Assert.StartsWith(message, Assert.Throws<ArgumentException>(make).Message, StringComparison.Ordinal);
}
