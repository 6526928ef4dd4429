using Backprop.Tensors;

namespace Backprop.Workloads;

/// <summary>
/// A training step that other libraries are timed on too: network, batch, optimizer and data are fixed, and so is the mean loss of
/// the first steps, which is checked before anything is timed.
/// </summary>
public sealed record Workload(int Number, string Name, NetworkSpec Spec, int Batch, int Batches, Optimizer Optimizer, int CheckSteps, double CheckLoss)
{
    /// <summary>W1's expected loss where the update follows every sample, as in libraries that know no mini-batches.</summary>
    public const double XorLossSampleBySample = 0.13704;

    /// <summary>All six, from 9 parameters to 8 million.</summary>
    public static IReadOnlyList<Workload> All { get; } =
    [
        new(1, "W1-xor", new(2, [new(2, Activation.Sigmoid), new(1)]), 4, 1, new Sgd { LearningRate = 0.1 }, 1000, 0.123529),
        new(2, "W2-small", new(4, [new(16, Activation.Tanh), new(3, Activation.Softmax)]), 16, 64, new Sgd { LearningRate = 0.1 }, 64, 0.541085),
        new(3, "W3-mnist", new(784, [new(128, Activation.Relu), new(10, Activation.Softmax)]), 64, 64, new Sgd { LearningRate = 0.01 }, 64, 2.43255),
        new(4, "W4-wide", new(784, [new(512, Activation.Relu), new(512, Activation.Relu), new(10, Activation.Softmax)]), 128, 64, new Adam(), 64, 1.9849),
        new(5, "W5-big", new(1024, [new(2048, Activation.Relu), new(2048, Activation.Relu), new(1024)], Loss.MeanSquaredError), 256, 16, new Momentum { LearningRate = 1 }, 64, 1.00886),
        new(6, "W6-online", new(784, [new(128, Activation.Sigmoid), new(10, Activation.Sigmoid)], Loss.HalfSquaredError), 1, 4096, new Sgd(), 64, 0.808533),
    ];

    /// <summary>Multiply-adds of a step times two, matrix products only; the first layer's input gradient is not needed.</summary>
    public double Flops
    {
        get
        {
            var weights = Spec.Layers.Select((layer, l) => (double)layer.Units * Spec.InputsOf(l)).ToArray();
            return Batch * ((6 * weights.Sum()) - (2 * weights[0]));
        }
    }

    /// <summary>The network with its fixed first weights.</summary>
    public Network<float> Network(int threads, Backend backend = Backend.Simd)
    {
        var network = new Network<float>(Spec) { Threads = threads, Backend = backend };
        for (var l = 0; l < Spec.Layers.Length; l++)
        {
            var w = network.Parameters.Weights(l);
            Draw(l, (o, i, weight) => w[o, i] = weight);
        }

        return network;
    }

    /// <summary>The fixed first weights of a layer, row by row.</summary>
    public void Draw(int layer, Action<int, int, float> take)
    {
        var (stream, inputs) = (RandomStream.FromKey(3000 + (10 * Number) + layer), Spec.InputsOf(layer));
        for (var o = 0; o < Spec.Layers[layer].Units; o++)
        {
            for (var i = 0; i < inputs; i++)
            {
                take(o, i, (float)(stream.Normal(((long)o * inputs) + i) / Math.Sqrt(inputs)));
            }
        }
    }

    /// <summary>All batches, one after the other.</summary>
    public Samples<float> Samples() => Number == 1
        ? Backprop.Samples<float>.FromRows([[0, 0], [0, 1], [1, 0], [1, 1]], [[0], [1], [1], [0]])
        : Taught(Draw(1000 + Number, Batch * Batches * Spec.Inputs), Draw(2000 + Number, Spec.Outputs * Spec.Inputs));

    /// <summary>Targets by a fixed linear teacher: its values for W5, else the class of its largest one.</summary>
    private Samples<float> Taught(float[] inputs, float[] teacher)
    {
        var targets = new float[Batch * Batches * Spec.Outputs];
        Parallel.For(0, Batch * Batches, n =>
        {
            var x = inputs.AsSpan(n * Spec.Inputs, Spec.Inputs);
            var t = targets.AsSpan(n * Spec.Outputs, Spec.Outputs);
            var best = (Output: 0, Value: double.NegativeInfinity);
            for (var o = 0; o < t.Length; o++)
            {
                var value = 0.0;
                for (var i = 0; i < x.Length; i++)
                {
                    value += (double)teacher[(o * Spec.Inputs) + i] * x[i];
                }

                best = value > best.Value ? (o, value) : best;
                t[o] = Number == 5 ? (float)(value / Math.Sqrt(Spec.Inputs)) : 0;
            }

            if (Number != 5)
            {
                t[best.Output] = 1;
            }
        });
        return new(Spec.Inputs, inputs, Spec.Outputs, targets);
    }

    private static float[] Draw(long key, int count)
    {
        var values = new float[count];
        Parallel.For(0, count, n => values[n] = (float)RandomStream.FromKey(key).Normal(n));
        return values;
    }
}
