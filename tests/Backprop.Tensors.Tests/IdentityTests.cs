namespace Backprop.Tensors.Tests;

/// <summary>The engine against the reference, bit for bit, in sizes that the laws do not draw.</summary>
public class IdentityTests
{
    [Fact]
    public void A_network_large_enough_for_threads_equals_the_reference()
    {
        var spec = new NetworkSpec(300, [new(200, Activation.Relu), new(150, Activation.Tanh), new(10, Activation.Softmax)]);
        GradientBits.Check(new(spec, 70, 1), Machine.Whole);
    }

    public static TheoryData<int> Optimizers => [.. Enumerable.Range(0, Optimizer.All.Count)];

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Twenty_steps_of_an_optimizer_with_and_without_penalties_equal_the_reference(int optimizer)
    {
        var spec = new NetworkSpec(9, [new(33, Activation.Tanh), new(17, Activation.Relu, hasBias: false), new(3, Activation.Softmax)]);
        for (var seed = 3L * optimizer; seed < 200; seed += 3 * Optimizer.All.Count)
        {
            var problem = new Problem(spec, 21, seed);
            Assert.Equal(Optimizer.All[optimizer], TrainingBits.OptimizerOf(problem));
            TrainingBits.Check(problem, Machine.Whole);
            TrainingBits.Check(problem with { Seed = seed + 1 }, Machine.Whole);
            TrainingBits.Check(problem with { Seed = seed + 2 }, Machine.Whole);
        }
    }

    [Theory]
    [InlineData(300, 200, 1)]
    [InlineData(300, 200, 70)]
    [InlineData(700, 770, 33)] // far away, so that they are fetched ahead
    public void Weights_that_move_in_several_blocks_equal_the_reference(int inputs, int units, int batch)
    {
        var spec = new NetworkSpec(inputs, [new(units, Activation.Relu), new(3, Activation.Softmax)]);
        foreach (var (seed, optimizer) in new[] { (24, "sgd"), (3, "momentum"), (16, "adam") })
        {
            var problem = new Problem(spec, batch, seed);
            Assert.Equal(optimizer, TrainingBits.OptimizerOf(problem).Name);
            TrainingBits.Check(problem, Machine.Whole);
        }
    }

    [Theory]
    [InlineData(3, 9)]
    [InlineData(101, 128)]
    [InlineData(300, 203)]
    [InlineData(1031, 600)] // large enough for threads
    public void Samples_that_go_one_by_one_equal_the_reference(int inputs, int units)
    {
        foreach (var hasBias in new[] { true, false })
        {
            var spec = new NetworkSpec(inputs, [new(units, Activation.Tanh, hasBias), new(3, Activation.Softmax)]);
            foreach (var (seed, optimizer) in new[] { (168, "sgd"), (28, "momentum"), (63, "adam") })
            {
                var problem = new Problem(spec, 3, seed);
                Assert.Equal((optimizer, 1), (TrainingBits.OptimizerOf(problem).Name, TrainingBits.Settings(problem).BatchSize));
                TrainingBits.Check(problem, Machine.Whole);
            }
        }
    }

    [Theory]
    [InlineData(70)]
    [InlineData(600)]
    public void Plain_descent_in_batches_below_and_above_a_depth_block_equals_the_reference(int batch)
    {
        var spec = new NetworkSpec(90, [new(70, Activation.Relu), new(3, Activation.Softmax)]);
        var samples = new Problem(spec, batch, 1).MakeSamples<float>(false);
        var settings = new TrainingSettings { Optimizer = new Sgd(), Epochs = 3, BatchSize = TrainingSettings.FullBatch };
        var reference = new Reference.Network<float>(spec, 1);
        var result = Reference.Training.Train(reference, samples, settings);
        foreach (var threads in new[] { 1, 2, 3 })
        {
            var network = new Network<float>(spec, 1) { Threads = threads };
            var report = new Trainer<float>(network, settings).Fit(samples);
            Assert.Equal(result, new(report.Epochs, report.Loss, report.Stopped));
            for (var l = 0; l < 2; l++)
            {
                Assert.Equal(reference.Layers[l].W, network.Parameters.Weights(l).ToArray());
                Assert.Equal(reference.Layers[l].B!.Cast<float>(), network.Parameters.Bias(l)!);
            }
        }
    }
}
