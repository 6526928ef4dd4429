using System.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra;

namespace Backprop.Tensors.Tests;

public class NetworkTests
{
    private static readonly NetworkSpec s_spec = new(3, [new(5, Activation.Tanh), new(2, Activation.Softmax)]);
    private static readonly Problem s_problem = new(s_spec, 4, 7);

    [Fact]
    public void Every_way_to_predict_gives_the_same_outputs()
    {
        var network = new Network<double>(s_spec, 1);
        var samples = s_problem.MakeSamples<double>();
        var expected = network.Predict(samples.Inputs);
        Assert.Equal(expected, network.Predict(samples).AsColumnMajorArray());
        Assert.Equal(expected, network.Predict(Matrix<double>.Build.Dense(3, 4, samples.Inputs.ToArray())).AsColumnMajorArray());
        Assert.Equal(expected, network.Predict(Matrix<double>.Build.SparseOfMatrix(Matrix<double>.Build.Dense(3, 4, samples.Inputs.ToArray()))).AsColumnMajorArray());
        var rows = network.Predict(new ReadOnlyTensorSpan<double>(samples.Inputs.ToArray(), [4, 3]));
        Assert.Equal<nint>([4, 2], rows.Lengths.ToArray());
        Assert.Equal(expected, rows.ToArray());
        for (var n = 0; n < samples.Count; n++)
        {
            Assert.Equal(expected[(2 * n)..(2 * n + 2)], network.Predict(samples.Input(n)));
        }
    }

    [Fact]
    public void The_second_step_of_a_shape_allocates_nothing()
    {
        var problem = s_problem with { Batch = 33 };
        var samples = problem.MakeSamples<float>(isWeighted: true);
        var penalized = new TrainingSettings { L1 = 1e-4, L2 = 1e-4, ClipNorm = 1, ClipValue = 1, Dropout = 0.1 };
        foreach (var settings in Optimizer.All.SelectMany(optimizer => (TrainingSettings[])[new() { Optimizer = optimizer }, penalized with { Optimizer = optimizer }]))
        {
            var step = new TrainingStep<float>(new Network<float>(problem.Spec), settings);
            var order = Permutation.OfEpoch(samples.Count, 0, 0);
            var total = 0.0;
            step.Run(samples, 0, 33, order, 0.01, ref total);
            var before = GC.GetAllocatedBytesForCurrentThread();
            step.Run(samples, 0, 33, order, 0.01, ref total);
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }

    [Fact]
    public void The_second_gradient_and_prediction_of_a_shape_allocate_nothing()
    {
        var samples = s_problem.MakeSamples<float>();
        var network = new Network<float>(s_spec);
        var gradient = new ParameterSet<float>(s_spec);
        var outputs = new float[8];
        network.ComputeGradient(samples, gradient);
        network.Predict(samples.Inputs, outputs);
        var before = GC.GetAllocatedBytesForCurrentThread();
        network.ComputeGradient(samples, gradient);
        network.Predict(samples.Inputs, outputs);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Many_threads_may_predict_on_one_network_at_once()
    {
        var network = new Network<float>(new NetworkSpec(200, [new(300, Activation.Gelu), new(7)]), 3);
        var inputs = Values.Of<float>(200 * 64, 1);
        var expected = network.Predict(inputs);
        Parallel.For(0, 64, new ParallelOptions { MaxDegreeOfParallelism = 8 }, n =>
        {
            var first = n % 3;
            Assert.Equal(expected[(first * 7)..], network.Predict(inputs.AsSpan(first * 200)));
        });
    }

    [Fact]
    public void More_samples_than_go_forward_together_give_the_same_outputs_and_loss()
    {
        var samples = (s_problem with { Batch = 2500 }).MakeSamples<float>(isWeighted: true);
        var network = new Network<float>(s_spec, 3);
        var outputs = network.Predict(samples.Inputs);
        Assert.Equal(network.Predict(samples.Input(2499)), outputs[^2..]);
        Assert.Equal(network.Predict(samples.Input(1024)), outputs[2048..2050]);
        Assert.Equal(new Reference.Network<float>(s_spec, 3).ComputeLoss(samples), network.ComputeLoss(samples));
    }

    [Fact]
    public void Parameters_go_to_one_flat_run_and_back()
    {
        var network = new Network<double>(s_spec, 1);
        var flat = new double[network.Parameters.Count];
        network.Parameters.CopyTo(flat);
        Assert.Equal(s_spec.ParameterCount, flat.Length);
        Assert.Equal(network.Parameters.Weights(0)[1, 0], flat[1]);
        Assert.Equal(network.Parameters.Weights(1)[0, 0], flat[20]);
        var other = new Network<double>(s_spec, 2);
        other.Parameters.CopyFrom(flat);
        Assert.Equal(network.Parameters.Weights(1), other.Parameters.Weights(1));
        Assert.Throws<ArgumentException>(() => other.Parameters.CopyFrom(flat.AsSpan(1)));
    }

    [Fact]
    public void Matrices_of_parameters_are_live()
    {
        var network = new Network<double>(s_spec, 1);
        network.Parameters.Weights(0)[2, 1] = 42;
        network.Parameters.Bias(1)![0] = 43;
        var flat = new double[network.Parameters.Count];
        network.Parameters.CopyTo(flat);
        Assert.Equal(42, flat[5 + 2]);
        Assert.Equal(43, flat[20 + 10]);
    }

    [Fact]
    public void A_wrong_shape_is_refused_with_both_shapes_and_changes_nothing()
    {
        var network = new Network<double>(s_spec, 1);
        var error = Assert.Throws<ArgumentException>(() => network.Predict(Matrix<double>.Build.Dense(4, 2)));
        Assert.Equal("Inputs [4 × 2] do not fit a network of 3 inputs (one sample per column).", error.Message);
        Assert.Throws<ArgumentException>(() => network.Predict(new double[4]));
        var wrong = Samples<double>.FromRows([[1, 2, 3]], [[1, 0, 0]]);
        error = Assert.Throws<ArgumentException>(() => network.ComputeGradient(wrong, new ParameterSet<double>(s_spec)));
        Assert.Contains("3 inputs and 3 targets", error.Message, StringComparison.Ordinal);
        var gradient = new ParameterSet<double>(new NetworkSpec(3, [new(4), new(2, Activation.Softmax)]));
        Assert.Throws<ArgumentException>(() => network.ComputeGradient(s_problem.MakeSamples<double>(), gradient));
        Assert.All(Enumerable.Range(0, 2), l => Assert.Equal(0, gradient.Weights(l).L1Norm()));
    }

    [Fact]
    public void Other_element_types_are_refused() =>
        Assert.Throws<NotSupportedException>(() => new Network<Half>(s_spec));

    [Fact]
    public void A_first_network_has_the_weights_of_the_reference()
    {
        var reference = new Reference.Network<float>(s_spec, 5, Initializer.HeNormal);
        var network = new Network<float>(s_spec, 5, Initializer.HeNormal);
        Assert.All(Enumerable.Range(0, 2), l => Assert.Equal(reference.Layers[l].W, network.Parameters.Weights(l).ToArray()));
    }
}
