using Backprop.Tensors;
using Backprop.Tensors.Files;

namespace Backprop.Verification.Tests;

/// <summary>What genann's test.c shows of a trainer, with numbers of our own.</summary>
public class GenannTests
{
    private static readonly double[][] s_corners = [[0, 0], [0, 1], [1, 0], [1, 1]];
    private static readonly Samples<double> s_xor = Truth(0, 1, 1, 0);
    private static readonly NetworkSpec s_perceptron = new(1, [new(1, Activation.Sigmoid)]);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(37.5)]
    [InlineData(-1e6)]
    public void A_perceptron_of_weight_zero_says_one_half_to_anything(double x) =>
        Assert.All(Both.Engines(s_perceptron, 0.0, 0.0), subject => Assert.Equal([0.5], subject.Predict(Of([x], [0]))));

    [Fact]
    public void A_perceptron_is_saturated_ten_units_from_its_threshold()
    {
        foreach (var subject in Both.Engines(s_perceptron, 2.0, -4.0))
        {
            Assert.InRange(subject.Predict(Of([7], [0]))[0], 0.9999, 1);
            Assert.InRange(subject.Predict(Of([-3], [0]))[0], 0, 0.0001);
        }
    }

    [Theory]
    [InlineData(1, 0, 0, 1, 2)]
    [InlineData(2, 1, 2, 1, 9)]
    [InlineData(3, 2, 4, 2, 16 + 20 + 10)]
    [InlineData(10, 4, 5, 3, 55 + (3 * 30) + 18)]
    public void Parameters_are_the_weights_and_one_bias_for_each_unit(int inputs, int hiddenLayers, int hidden, int outputs, int count)
    {
        var layers = Enumerable.Repeat(new LayerSpec(hidden == 0 ? 1 : hidden, Activation.Sigmoid), hiddenLayers);
        var spec = new NetworkSpec(inputs, [.. layers, new(outputs, Activation.Sigmoid)]);
        Assert.Equal(count, spec.ParameterCount);
        Assert.All(Both.Drawn<float>(spec, 1), subject => Assert.Equal(count, subject.Parameters.Length));
    }

    /// <summary>relu(x + y) − 2·relu(x + y − 1).</summary>
    [Fact]
    public void Exclusive_or_with_weights_set_by_hand_is_exact()
    {
        var spec = new NetworkSpec(2, [new(2, Activation.Relu), new(1)]);
        foreach (var subject in Both.Engines<double>(spec, 1, 1, 1, 1, 0, -1, 1, -2, 0))
        {
            Assert.Equal([0.0, 1, 1, 0], subject.Predict(s_xor));
            Assert.Equal(0, subject.Loss(s_xor));
        }
    }

    [Theory]
    [InlineData(0.5, 1)]
    [InlineData(0.5, 0)]
    [InlineData(-2, 1)]
    public void One_update_on_one_sample_brings_the_output_nearer_to_its_target(double x, double t)
    {
        var sample = Of([x], [t]);
        for (var seed = 0; seed < 10; seed++)
        {
            foreach (var subject in Both.Drawn<double>(s_perceptron, seed))
            {
                var before = subject.Predict(sample)[0];
                subject.Train(sample, Online(epochs: 1, rate: 0.1));
                Assert.True(Math.Abs(subject.Predict(sample)[0] - t) < Math.Abs(before - t), $"seed {seed}, {subject}");
            }
        }
    }

    [Fact]
    public void And_and_or_are_learned_by_a_single_unit()
    {
        foreach (var truth in new[] { Truth(0, 0, 0, 1), Truth(0, 1, 1, 1) })
        {
            foreach (var subject in Both.Engines<double>(new(2, [new(1, Activation.Sigmoid)]), 0.3, -0.2, 0.1))
            {
                subject.Train(truth, Online(epochs: 50, rate: 0.8));
                Assert.True(Both.Answers(subject, truth), subject.ToString());
            }
        }
    }

    [Theory]
    [InlineData("sigmoid", 2, 500, 3)]
    [InlineData("tanh", 4, 2000, 0.5)]
    [InlineData("relu", 4, 2000, 0.5)]
    public void Exclusive_or_is_learned_online(string hidden, int units, int epochs, double rate)
    {
        var spec = new NetworkSpec(2, [new(units, Activation.Parse(hidden)), new(1, Activation.Sigmoid)]);
        Both.LearnsWithinTenStarts(spec, s_xor, Online(epochs, rate), subject => Both.Answers(subject, s_xor));
    }

    [Theory]
    [InlineData("sigmoid")]
    [InlineData("tanh")]
    [InlineData("relu")]
    [InlineData("identity")]
    public void An_update_is_minus_the_rate_times_the_central_difference_of_the_loss(string hidden)
    {
        const double Rate = 0.7;
        const double H = 1e-6;
        var spec = new NetworkSpec(2, [new(3, Activation.Parse(hidden)), new(1, Activation.Sigmoid)]);
        double[] parameters = [0.31, -0.42, 0.53, 0.64, 0.25, -0.36, 0.17, 0.28, -0.19, 0.71, -0.82, 0.43, 0.12];
        var sample = Of([0.9, -0.6], [0.2]);
        double[] slopes = [.. parameters.Select((_, k) => (Loss(k, H) - Loss(k, -H)) / (2 * H))];
        Assert.True(slopes.Sum(Math.Abs) > 0.1, "the gradient is almost zero");
        foreach (var subject in Both.Engines(spec, parameters))
        {
            subject.Train(sample, Online(epochs: 1, Rate));
            var moved = subject.Parameters;
            Assert.All(slopes.Select((slope, k) => (slope, k)), each => Assert.Equal(-Rate * each.slope, moved[each.k] - parameters[each.k], 1e-7));
        }

        double Loss(int k, double step)
        {
            double[] shifted = [.. parameters];
            shifted[k] += step;
            return Both.Engines(spec, shifted)[0].Loss(sample);
        }
    }

    [Fact]
    public void A_deep_network_is_saved_and_loaded_bit_for_bit()
    {
        var layers = Enumerable.Repeat(new LayerSpec(50, Activation.Sigmoid), 5);
        var network = new Network<double>(new(1000, [.. layers, new(10, Activation.Sigmoid)]), seed: 3);
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            ModelFile.Save(network, path);
            var loaded = ModelFile.Load<double>(path).Network;
            Assert.Equal(network.Spec, loaded.Spec);
            Bits.Same<double>(Flat(network), Flat(loaded), "parameters");
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_copy_has_the_same_parameters_and_is_apart()
    {
        var spec = new NetworkSpec(2, [new(3, Activation.Tanh), new(1)]);
        var (network, copy) = (new Network<double>(spec, seed: 1), new Network<double>(spec, seed: 2));
        var before = Flat(network);
        copy.Parameters.CopyFrom(before);
        Assert.Equal(network.Predict(s_xor.Inputs), copy.Predict(s_xor.Inputs));
        new Trainer<double>(copy, Online(epochs: 3, rate: 0.5)).Fit(s_xor);
        Assert.NotEqual(before, Flat(copy));
        Assert.Equal(before, Flat(network));
    }

    [Fact]
    public void The_sigmoid_in_float_is_the_exact_one_rounded()
    {
        float[] x = [.. Enumerable.Range(-2000, 4001).Select(n => n / 100f)];
        var samples = new Samples<float>(1, x, 1, new float[x.Length]);
        foreach (var subject in Both.Engines(s_perceptron, 1f, 0f))
        {
            Assert.All(x.Zip(subject.Predict(samples)), each => Assert.Equal(1 / (1 + Math.Exp(-(double)each.First)), each.Second, 6e-8));
        }
    }

    private static TrainingSettings Online(int epochs, double rate) =>
        new() { Epochs = epochs, BatchSize = 1, Shuffle = false, Optimizer = new Sgd { LearningRate = rate } };

    private static Samples<double> Truth(params double[] targets) => Samples<double>.FromRows(s_corners, [.. targets.Select(t => (double[])[t])]);

    private static Samples<double> Of(double[] x, double[] t) => Samples<double>.FromRows([x], [t]);

    private static double[] Flat(Network<double> network)
    {
        var flat = new double[network.Parameters.Count];
        network.Parameters.CopyTo(flat);
        return flat;
    }
}
