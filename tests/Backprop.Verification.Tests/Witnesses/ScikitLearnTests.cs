namespace Backprop.Verification.Tests;

/// <summary>What scikit-learn's tests of its multi-layer perceptrons show of a trainer, with numbers of our own.</summary>
public class ScikitLearnTests
{
    /// <summary>
    /// A 3-2-1 logistic network, L2 = 0.1, rate 0.1, batch 1, where dividing the penalty by the batch size does not show;
    /// recomputed with more digits than its own test has.
    /// </summary>
    [Fact]
    public void One_step_with_an_L2_penalty_has_the_digits_computed_by_hand()
    {
        var spec = new NetworkSpec(3, [new(2, Activation.Sigmoid), new(1, Activation.Sigmoid)], Loss.BinaryCrossEntropy);
        var sample = Samples<double>.FromRows([[0.6, 0.8, 0.7]], [[0]]);
        var settings = new TrainingSettings { Epochs = 1, BatchSize = 1, L2 = 0.1, Optimizer = new Sgd { LearningRate = 0.1 } };
        foreach (var subject in Both.Engines(spec, 0.1, 0.2, 0.3, 0.1, 0.5, 0, 0.1, 0.1, 0.1, 0.2, 1))
        {
            var pass = subject.Backpropagate(sample);
            All([0.679178699175, 0.574442516812], pass.A[0]);
            All([0.765452021910], pass.A[1]);
            All([0.0166788163539, 0.0374242217913], pass.Delta[0]);

            subject.Train(sample, settings);
            All(
                [
                    0.0979992710188, 0.195754546693, 0.295665694692, 0.0960060622567, 0.493832482855, -0.00261969552539,
                    0.0983321183646, 0.0962575778209, 0.0470121291478, 0.154029181404, 0.923454797809,
                ],
                subject.Parameters);
            All([0.739491918049], subject.Predict(sample));
        }

        static void All(double[] printed, double[] actual)
        {
            Assert.Equal(printed.Length, actual.Length);
            Assert.All(printed.Zip(actual), each => Both.Digits(each.First, each.Second));
        }
    }

    [Fact]
    public void A_larger_L2_penalty_gives_smaller_weights_in_every_layer()
    {
        var spec = new NetworkSpec(3, [new(8, Activation.Tanh), new(5, Activation.Tanh), new(2)]);
        var samples = new Problem(spec, 20, 1).MakeSamples<double>();
        double[][] sums = [.. new[] { 0.001, 0.03, 1 }.SelectMany(lambda => Both.Drawn<double>(spec, 1).Select(subject =>
        {
            subject.Train(samples, new() { Epochs = 300, BatchSize = TrainingSettings.FullBatch, L2 = lambda, Optimizer = new Sgd { LearningRate = 0.1 } });
            double[] w = subject.Parameters;
            return new[] { w[..24], w[32..72], w[77..87] }.Select(layer => layer.Sum(Math.Abs)).ToArray();
        }))];
        for (var larger = 2; larger < sums.Length; larger++)
        {
            Assert.All(sums[larger].Zip(sums[larger - 2]), each => Assert.True(each.First < each.Second, $"{each.First} is not below {each.Second}"));
        }
    }

    [Fact]
    public void Labels_that_may_be_true_together_are_sigmoids_of_their_own()
    {
        var spec = new NetworkSpec(2, [new(6, Activation.Tanh), new(3, Activation.Sigmoid)], Loss.BinaryCrossEntropy);
        var (inputs, targets) = (new List<double[]>(), new List<double[]>());
        for (var n = 0; n < 36; n++)
        {
            var (x, y) = ((n % 6) - 2.5, (n / 6) - 2.5);
            inputs.Add([x, y]);
            targets.Add([x > 0 ? 1 : 0, y > 0 ? 1 : 0, x + y > 0.5 ? 1 : 0]);
        }

        var samples = Samples<double>.FromRows([.. inputs], [.. targets]);
        foreach (var subject in Both.Drawn<double>(spec, 1))
        {
            subject.Train(samples, new() { Epochs = 300, BatchSize = 9, Optimizer = new Adam { LearningRate = 0.05 } });
            Assert.True(Both.Answers(subject, samples), subject.ToString());
            var sums = subject.Predict(samples).Chunk(3).Select(p => p.Sum()).ToArray();
            Assert.True(sums.Max() > 2 && sums.Min() < 0.5, "the outputs are not independent");
        }
    }

    [Fact]
    public void Classes_that_exclude_each_other_have_probabilities_that_sum_to_one_and_the_order_of_the_logits()
    {
        var spec = new NetworkSpec(4, [new(7, Activation.Relu), new(5, Activation.Softmax)]);
        var samples = new Problem(spec, 50, 1).MakeSamples<double>();
        foreach (var subject in Both.Drawn<double>(spec, 1))
        {
            var pass = subject.Backpropagate(samples);
            foreach (var (z, p) in pass.Z[1].Chunk(5).Zip(pass.A[1].Chunk(5)))
            {
                // One rounding for each quotient and each sum.
                Assert.Equal(1, p.Sum(), 10 * Math.ScaleB(1, -53));
                Assert.Equal(z.IndexOf(z.Max()), p.IndexOf(p.Max()));
            }
        }
    }

    [Fact]
    public void A_hundred_runs_of_one_epoch_are_one_run_of_a_hundred_to_the_bit()
    {
        var spec = new NetworkSpec(4, [new(9, Activation.Tanh), new(3, Activation.Softmax)]);
        var samples = new Problem(spec, 21, 1).MakeSamples<float>();
        var settings = new TrainingSettings { Epochs = 100, BatchSize = 5, Shuffle = false, Optimizer = new Sgd { LearningRate = 0.1 } };
        foreach (var (whole, parts) in Both.Drawn<float>(spec, 1).Zip(Both.Drawn<float>(spec, 1)))
        {
            var (result, last) = (whole.Train(samples, settings), default(TrainingResult));
            for (var epoch = 0; epoch < 100; epoch++)
            {
                last = parts.Train(samples, settings with { Epochs = 1 });
            }

            Assert.Equal(result.Loss, last.Loss);
            Bits.Same<float>(whole.Parameters, parts.Parameters, "parameters");
        }
    }

    [Fact]
    public void The_same_seed_shuffles_alike_and_no_shuffling_trains_otherwise()
    {
        var spec = new NetworkSpec(4, [new(9, Activation.Tanh), new(3)]);
        var samples = new Problem(spec, 21, 1).MakeSamples<double>();
        var shuffled = new TrainingSettings { Epochs = 3, BatchSize = 4, Seed = 7 };
        double[][] trained = [.. new[] { shuffled, shuffled, shuffled with { Shuffle = false } }.SelectMany(settings => Both.Drawn<double>(spec, 1).Select(subject =>
        {
            subject.Train(samples, settings);
            return subject.Parameters;
        }))];
        Assert.All(trained[..4], each => Assert.Equal(trained[0], each));
        Assert.All(trained[4..], each => Assert.NotEqual(trained[0], each));
        Assert.Equal(trained[4], trained[5]);
    }

    [Fact]
    public void Half_the_mean_square_has_the_value_computed_by_hand()
    {
        const double Expected = 0.309583333333;
        var samples = Samples<double>.FromRows([[0, 1, 0], [0.9, 0.05, 0.05]], [[1, 0, 0], [0, 1, 0]]);
        Assert.All(Itself(Loss.MeanSquaredError), subject => Both.Digits(Expected, subject.Loss(samples) / 2));
        Assert.All(Itself(Loss.HalfSquaredError), subject => Both.Digits(Expected, subject.Loss(samples) / 3));

        static ISubject<double>[] Itself(Loss loss) =>
            Both.Engines<double>(new(3, [new(3, hasBias: false)], loss), 1, 0, 0, 0, 1, 0, 0, 0, 1);
    }

    [Fact]
    public void Binary_cross_entropy_is_the_log_loss_of_two_classes()
    {
        const double Expected = 0.105360515658;
        var z = Math.Log(9);
        var one = Samples<double>.FromRows([[-z], [z]], [[0], [1]]);
        var two = Samples<double>.FromRows([[-z], [z]], [[1, 0], [0, 1]]);
        var binary = new NetworkSpec(1, [new(1, Activation.Sigmoid, hasBias: false)], Loss.BinaryCrossEntropy);
        var classes = new NetworkSpec(1, [new(2, Activation.Softmax, hasBias: false)]);
        Assert.All(Both.Engines(binary, 1.0), subject => Both.Digits(Expected, subject.Loss(one)));
        Assert.All(Both.Engines(classes, -0.5, 0.5), subject => Both.Digits(Expected, subject.Loss(two)));
    }

    [Fact]
    public void Probabilities_of_exactly_zero_and_one_have_a_finite_log_loss()
    {
        var sample = Samples<float>.FromRows([[1]], [[0]]);
        foreach (var subject in Both.Engines(new(1, [new(1, Activation.Sigmoid)], Loss.BinaryCrossEntropy), 5000f, 5000f))
        {
            Assert.Equal([1f], subject.Predict(sample));
            Assert.Equal(1e4, subject.Loss(sample));
        }

        sample = Samples<float>.FromRows([[1]], [[0, 1]]);
        foreach (var subject in Both.Engines(new(1, [new(2, Activation.Softmax)]), 5000f, -5000f, 0f, 0f))
        {
            Assert.Equal([1f, 0f], subject.Predict(sample));
            Assert.Equal(1e4, subject.Loss(sample));
        }
    }

    [Fact]
    public void A_run_that_diverges_says_so_and_leaves_finite_weights()
    {
        var spec = new NetworkSpec(2, [new(4, Activation.Relu), new(1)]);
        var samples = Samples<float>.FromRows([[1e10f, -2e10f], [3e10f, 1e10f]], [[1], [-1]]);
        foreach (var subject in Both.Drawn<float>(spec, 1))
        {
            var thrown = Assert.Throws<TrainingDivergedException>(
                () => subject.Train(samples, new() { Epochs = 1000, BatchSize = 1, Optimizer = new Sgd { LearningRate = 1e-3 } }));
            Assert.False(double.IsFinite(thrown.Loss));
            Assert.Contains("diverged", thrown.Message, StringComparison.Ordinal);
            Assert.All(subject.Parameters, w => Assert.True(float.IsFinite(w)));
        }
    }

    [Fact]
    public void Training_in_float_ends_near_training_in_double()
    {
        var spec = new NetworkSpec(4, [new(9, Activation.Tanh), new(3, Activation.Softmax)]);
        var problem = new Problem(spec, 30, 1);
        var settings = new TrainingSettings { Epochs = 20, BatchSize = 8, Optimizer = new Sgd { LearningRate = 0.1 } };
        foreach (var (single, twice) in Both.Engines(spec, problem.MakeParameters<float>()).Zip(Both.Engines(spec, problem.MakeParameters<double>())))
        {
            var (rough, fine) = (single.Train(problem.MakeSamples<float>(), settings), twice.Train(problem.MakeSamples<double>(), settings));
            Assert.Equal(fine.Loss, rough.Loss, 1e-5);
            Assert.All(twice.Parameters.Zip(single.Parameters), each => Assert.Equal(each.First, each.Second, 1e-5));
        }
    }
}
