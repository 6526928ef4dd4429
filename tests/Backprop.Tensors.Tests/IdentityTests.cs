using System.Numerics;
using Backprop.Tensors.Kernels;
using FsCheck.Xunit;

namespace Backprop.Tensors.Tests;

/// <summary>The engine against the reference, bit for bit: loss, gradient, and parameters after training.</summary>
public class IdentityTests
{
    [Property(Arbitrary = [typeof(Problem)], MaxTest = 150)]
    public void Loss_and_gradient_equal_the_reference_at_every_width_in_float(Problem problem) => CheckGradient<float>(problem);

    [Property(Arbitrary = [typeof(Problem)], MaxTest = 150)]
    public void Loss_and_gradient_equal_the_reference_at_every_width_in_double(Problem problem) => CheckGradient<double>(problem);

    [Property(Arbitrary = [typeof(Problem)], MaxTest = 10)]
    public void Twenty_steps_of_every_optimizer_equal_the_reference_in_float(Problem problem) => CheckTraining<float>(problem);

    [Property(Arbitrary = [typeof(Problem)], MaxTest = 10)]
    public void Twenty_steps_of_every_optimizer_equal_the_reference_in_double(Problem problem) => CheckTraining<double>(problem);

    [Fact]
    public void A_network_large_enough_for_threads_equals_the_reference()
    {
        var problem = new Problem(300, [new(200, Activation.Relu), new(150, Activation.Tanh), new(10, Activation.Softmax)], Loss.SoftmaxCrossEntropy, Reduction.Mean, 70, false, 1);
        CheckGradient<float>(problem);
        CheckGradient<double>(problem);
    }

    private static void CheckGradient<T>(Problem problem)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var samples = problem.Samples<T>();
        var reference = new Reference.Network<T>(problem.Spec, problem.Seed);
        var expectedLoss = reference.ComputeGradient(samples);
        foreach (var width in Enum.GetValues<VectorWidth>())
        {
            foreach (var threads in new[] { 1, 2, 3 })
            {
                var network = new Network<T>(problem.Spec, problem.Seed) { Kernels = Kernels<T>.At(width), Threads = threads };
                var gradient = new ParameterSet<T>(problem.Spec);
                Assert.True(Bits.AreEqual(expectedLoss, network.ComputeGradient(samples, gradient)), $"loss at {width}: {problem}");
                Assert.True(Bits.AreEqual(expectedLoss, network.ComputeLoss(samples)), $"loss at {width}: {problem}");
                for (var l = 0; l < problem.Layers.Length; l++)
                {
                    var layer = reference.Layers[l];
                    Bits.Equal<T>(Values.Flat(layer.DW), gradient.W(l), n => $"dW of layer {l} at {width}, {threads} threads: {problem}, element {n}");
                    Bits.Equal<T>(layer.DB is null ? [] : Values.Flat(layer.DB), gradient.B(l), n => $"db of layer {l} at {width}, {threads} threads: {problem}, element {n}");
                }
            }
        }
    }

    private static void CheckTraining<T>(Problem problem)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var samples = problem.Samples<T>();
        foreach (var optimizer in Optimizer.All)
        {
            var settings = new TrainingSettings
            {
                Optimizer = optimizer,
                Epochs = optimizer is Rprop ? 20 : 20 / Math.Min(2, problem.Batch),
                BatchSize = optimizer is Rprop ? TrainingSettings.FullBatch : (problem.Batch + 1) / 2,
                Seed = problem.Seed,
                Schedule = new ExponentialDecay(),
                L1 = problem.Seed % 4 == 1 ? 1e-3 : 0,
                L2 = problem.Seed % 4 == 1 ? 2e-3 : 0,
                Dropout = problem.Seed % 5 == 0 ? 0.25 : 0,
                ClipValue = problem.Seed % 8 == 2 ? 0.1 : double.PositiveInfinity,
                ClipNorm = problem.Seed % 4 == 2 ? 0.5 : double.PositiveInfinity,
            };
            var reference = new Reference.Network<T>(problem.Spec, problem.Seed);
            var expected = Outcome(() => Reference.Training.Train(reference, samples, settings));
            foreach (var width in Enum.GetValues<VectorWidth>())
            {
                var network = new Network<T>(problem.Spec, problem.Seed) { Kernels = Kernels<T>.At(width), Threads = 2 };
                Assert.Equal(expected, Outcome(() => Training.Train(network, samples, settings)));
                for (var l = 0; l < problem.Layers.Length; l++)
                {
                    Bits.Equal<T>(Values.Flat(reference.Layers[l].W), network.Parameters.W(l), n => $"W of layer {l} after {optimizer.Name} at {width}: {problem}, element {n}");
                    Bits.Equal<T>(reference.Layers[l].B is { } b ? Values.Flat(b) : [], network.Parameters.B(l), n => $"b of layer {l} after {optimizer.Name} at {width}: {problem}, element {n}");
                }
            }
        }
    }

    /// <summary>A run that diverges is the same run too.</summary>
    private static string Outcome(Func<TrainingResult> train)
    {
        try
        {
            return train().ToString();
        }
        catch (TrainingDivergedException e)
        {
            return e.Message;
        }
    }
}
