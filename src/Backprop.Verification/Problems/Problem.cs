using System.Numerics;
using Backprop.Reference;
using static Backprop.Reference.Precision;

namespace Backprop.Verification;

/// <summary>A network and a batch to give it, said by shapes and a seed: every number is drawn from the seed.</summary>
/// <param name="Spec">The network.</param>
/// <param name="Batch">Samples in the batch.</param>
/// <param name="Seed">What the numbers are drawn from.</param>
public sealed record Problem(NetworkSpec Spec, int Batch, long Seed)
{
    // Streams of one seed: two per layer, weights and bias, and the last ones for the samples.
    private const int StreamsPerSeed = 64;
    private const int InputStream = 61;
    private const int TargetStream = 62;
    private const int WeightStream = 63;

    /// <summary>The parameters of a network that is given, in the order of <c>ParameterSet&lt;T&gt;.CopyTo</c>; null where they are drawn.</summary>
    internal double[]? Given { get; init; }

    /// <summary>Whether laws that hold with sample weights and without try this problem with them.</summary>
    public bool IsWeighted => Seed % 3 == 0;

    /// <summary>The numbers of <see cref="MakeNetwork{T}"/> in one run.</summary>
    internal T[] MakeParameters<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Values.Flat(MakeNetwork<T>().Parameters, parameter => parameter.Value);

    /// <summary>A network whose weighted sums are of the size of its inputs: w in ±√(3/in), b in ±½.</summary>
    public Network<T> MakeNetwork<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var network = new Network<T>(Spec, initializer: Initializer.Constant(0));
        if (Given is not null)
        {
            Values.Fill(network.Parameters, [.. Given.Select(Rounded<T>)], part => part.Value);
            return network;
        }

        for (var l = 0; l < network.Layers.Count; l++)
        {
            var (w, b) = (network.Layers[l].W, network.Layers[l].B);
            var inputs = w.GetLength(1);
            for (var o = 0; o < w.GetLength(0); o++)
            {
                for (var i = 0; i < inputs; i++)
                {
                    w[o, i] = Rounded<T>(Symmetric(2 * l, ((long)o * inputs) + i) * Math.Sqrt(3.0 / inputs));
                }

                if (b is not null)
                {
                    b[o, 0] = Rounded<T>(0.5 * Symmetric((2 * l) + 1, o));
                }
            }
        }

        return network;
    }

    /// <summary>Inputs in ±1 and targets that the loss allows.</summary>
    /// <param name="isWeighted">Whether the samples have weights, in [½, 3/2).</param>
    /// <param name="isWild">Whether the inputs are of several magnitudes instead, with zeros among them.</param>
    public Samples<T> MakeSamples<T>(bool isWeighted = false, bool isWild = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var inputs = isWild
            ? Values.Of<T>(Batch * Spec.Inputs, Seed)
            : [.. Enumerable.Range(0, Batch * Spec.Inputs).Select(i => Rounded<T>(Symmetric(InputStream, i)))];
        var targets = Enumerable.Range(0, Batch).SelectMany(Target).Select(Rounded<T>).ToArray();
        var weights = Enumerable.Range(0, isWeighted ? Batch : 0).Select(n => 0.5 + Uniform(WeightStream, n)).ToArray();
        return new(Spec.Inputs, inputs, Spec.Outputs, targets, weights);
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Spec}, {Spec.Loss} {Spec.Reduction}, bias {string.Join('/', Spec.Layers.Select(layer => layer.HasBias))}, batch {Batch}, seed {Seed}";

    private double[] Target(int n)
    {
        var first = (long)n * Spec.Outputs;
        var drawn = Enumerable.Range(0, Spec.Outputs).Select(o => Uniform(TargetStream, first + o)).ToArray();
        return Spec.Loss.Kind switch
        {
            LossKind.BinaryCrossEntropy => drawn,
            LossKind.SoftmaxCrossEntropy when drawn.Length == 1 => [1],
            LossKind.SoftmaxCrossEntropy => [.. drawn[1..].Select(t => t / drawn.Length), 1 - drawn[1..].Sum(t => t / drawn.Length)],
            _ => [.. drawn.Select(t => (2 * t) - 1)],
        };
    }

    private double Uniform(int stream, long i) => RandomStream.FromKey((Seed * StreamsPerSeed) + stream).Uniform(i);

    private double Symmetric(int stream, long i) => (2 * Uniform(stream, i)) - 1;
}
