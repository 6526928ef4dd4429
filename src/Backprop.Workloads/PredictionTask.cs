
namespace Backprop.Workloads;

/// <summary>W3's untrained network, to the logits, over a pool of inputs.</summary>
/// <param name="Rows">Samples in one call.</param>
/// <param name="Calls">Calls until the pool begins again.</param>
public sealed record PredictionTask(int Rows, int Calls)
{
    private static readonly Workload s_trained = Workload.All[2];

    /// <summary>The network, with the identity for its softmax.</summary>
    public static Workload Workload { get; } = s_trained with { Spec = new(784, [new(128, Activation.Relu), new(10)]) };

    /// <summary>The pool, one sample after the other.</summary>
    public float[] Inputs { get; } = s_trained.Samples().Inputs.ToArray();

    /// <summary>Two operations for each weight and sample.</summary>
    public double Flops => 2.0 * Rows * ((784 * 128) + (128 * 10));

    /// <summary>The logits of the first call by two plain loops in double.</summary>
    public double[] ExpectedLogits()
    {
        var parameters = Workload.Network(1).Parameters;
        var (first, second) = (parameters.Weights(0), parameters.Weights(1));
        var logits = new double[Rows * 10];
        for (var n = 0; n < Rows; n++)
        {
            var a = new double[128];
            for (var h = 0; h < a.Length; h++)
            {
                for (var i = 0; i < 784; i++)
                {
                    a[h] += (double)first[h, i] * Inputs[(n * 784) + i];
                }
            }

            for (var o = 0; o < 10; o++)
            {
                for (var h = 0; h < a.Length; h++)
                {
                    logits[(n * 10) + o] += second[o, h] * Math.Max(a[h], 0);
                }
            }
        }

        return logits;
    }
}
