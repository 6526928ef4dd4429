namespace Backprop.Tensors.Tests.Training;

/// <summary>The check that users have for their gradients.</summary>
public class GradientCheckTests
{
    public static TheoryData<string> Activations => [.. Activation.All.Where(f => f != Activation.Softmax).Select(f => f.Name)];

    [Theory]
    [MemberData(nameof(Activations))]
    public void A_networks_gradient_passes_for_every_activation(string name)
    {
        var spec = new NetworkSpec(4, [new(6, Activation.Parse(name)), new(3, Activation.Softmax)]);
        var (network, before) = (new Network<double>(spec, 2), new Network<double>(spec, 2));
        var report = GradientCheck.Run(network, Small.Classes<double>(7));
        Assert.True(report.IsPassed, report.ToString());
        Assert.True(report.GradientNorm > 0.01);
        Assert.True(report.Parameters.Count > 40);
        Assert.Equal(before.Numbers(), network.Numbers());
    }

    public static TheoryData<string> Losses => [.. Loss.All.Select(loss => loss.Name)];

    [Theory]
    [MemberData(nameof(Losses))]
    public void A_networks_gradient_passes_for_every_loss_in_float_too(string name)
    {
        var loss = Loss.Parse(name);
        var output = loss.Kind switch { LossKind.SoftmaxCrossEntropy => Activation.Softmax, LossKind.BinaryCrossEntropy => Activation.Sigmoid, _ => Activation.Identity };
        var network = new Network<float>(new NetworkSpec(4, [new(5, Activation.Tanh), new(3, output)], loss), 2);
        var report = GradientCheck.Run(network, Small.Classes<float>(7));
        Assert.True(report.IsPassed, report.ToString());
        Assert.True(report.Parameters.Count > 30);
    }

    [Fact]
    public void A_loss_of_ones_own_is_checked_by_value_and_gradient()
    {
        var network = new Network<double>(new NetworkSpec(4, [new(5, Activation.Tanh), new(2, Activation.Sigmoid)]), 3);
        var inputs = Small.Classes<double>(6).Inputs;
        var report = GradientCheck.Run(network, inputs, Quartic);
        Assert.True(report.IsPassed, report.ToString());

        // One derivative is wrong by a factor: the parameters of that output are told.
        var wrong = GradientCheck.Run(network, inputs, (a, s) =>
        {
            var value = Quartic(a, s);
            for (var n = 1; n < s.Length; n += 2)
            {
                s[n] *= 1.001;
            }

            return value;
        });
        Assert.False(wrong.IsPassed);
        Assert.Matches(@"^layer (1, (weight \[1, \d\]|bias \[1\])|0, .*)$", wrong.Worst!.Where);
        Assert.Contains($"failed: 8 directions and {4 * 5 + 5 + 5 * 2 + 2} parameters compared, 0 skipped", wrong.ToString(), StringComparison.Ordinal);
        Assert.Contains("worst layer", wrong.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Half_the_squared_error_as_a_loss_of_ones_own_has_the_gradient_of_the_built_in_one()
    {
        var network = new Network<double>(new NetworkSpec(4, [new(5, Activation.Gelu), new(3, Activation.Silu)], reduction: Reduction.Sum), 3);
        var samples = Small.Classes<double>(6);
        var (expected, actual) = (new ParameterSet<double>(network.Spec), new ParameterSet<double>(network.Spec));
        var loss = network.ComputeGradient(samples, expected);
        var own = network.ComputeGradient(samples.Inputs, (a, s) =>
        {
            var sum = 0.0;
            for (var i = 0; i < a.Length; i++)
            {
                s[i] = a[i] - samples.Targets[i];
                sum += 0.5 * s[i] * s[i];
            }

            return sum;
        }, actual);
        Assert.Equal(loss, own, 1e-12);
        Assert.Equal(expected.Weights(0), actual.Weights(0));
        Assert.Equal(expected.Bias(1), actual.Bias(1));
    }

    [Fact]
    public void Kinks_are_skipped_and_counted()
    {
        // z = 0 in every hidden unit: no derivative there.
        var network = new Network<double>(new NetworkSpec(1, [new(3, Activation.Relu), new(1)]), initializer: Initializer.Constant(0));
        var report = GradientCheck.Run(network, Samples<double>.FromRows([[1]], [[1]]));
        Assert.True(report.Skipped > 0, report.ToString());
        var bent = GradientCheck.Run(
            new Network<double>(new NetworkSpec(1, [new(1, hasBias: false)]), initializer: Initializer.Constant(0)), [1.0], (a, s) =>
            {
                s[0] = Math.Sign(a[0]);
                return Math.Abs(a[0]);
            });
        Assert.Equal((0, false), (bent.Parameters.Count, bent.IsPassed));
        Assert.Equal(8 + 1, bent.Skipped);
    }

    [Fact]
    public void A_gradient_that_changes_from_call_to_call_does_not_pass()
    {
        var calls = 0;
        var network = new Network<double>(new NetworkSpec(1, [new(1)]), 1);
        var report = GradientCheck.Run(network, [1.0], (a, s) =>
        {
            s[0] = a[0] * (1 + (calls++ * 1e-15));
            return 0.5 * a[0] * a[0];
        });
        Assert.False(report.IsPassed);
        Assert.Contains("another gradient the second time", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_many_parameters_some_are_drawn()
    {
        var report = GradientCheck.Run(new Network<double>(Small.Classifier, 1), Small.Classes<double>(5), new() { Parameters = 10, Directions = 3 });
        Assert.InRange(report.Parameters.Count, 5, 10);
        Assert.Equal(3, report.Directions.Count);
        Assert.True(GradientCheck.Run(new Network<double>(Small.Classifier, 1), Small.Classes<double>(5), new() { Tolerance = 1e-30 }) is { IsPassed: false });
    }

    [Fact]
    public void What_cannot_be_checked_is_refused_by_name()
    {
        var network = new Network<double>(Small.Classifier);
        Assert.Contains("Output activation is softmax", Assert.Throws<ArgumentException>(() => GradientCheck.Run(network, [1, 2, 3, 4], Quartic)).Message, StringComparison.Ordinal);
        var plain = new Network<double>(new NetworkSpec(4, [new(1)]));
        Assert.Equal("Inputs of 3 values do not fit a network of 4 inputs (one sample per column).", Assert.Throws<ArgumentException>(() => GradientCheck.Run(plain, [1, 2, 3], Quartic)).Message);
        Assert.Equal("Step is 0; allowed is above 0 and at most 1.", Assert.Throws<ArgumentException>(() => new GradientCheckSettings { Step = 0 }).Message);
    }

    private static double Quartic(ReadOnlySpan<double> a, Span<double> s)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            sum += a[i] * a[i] * a[i] * a[i] / 4;
            s[i] = a[i] * a[i] * a[i];
        }

        return sum;
    }
}
