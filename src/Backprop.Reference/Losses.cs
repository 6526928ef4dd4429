using System.Numerics;
using static System.Math;
using static Backprop.Elementary;
using static Backprop.Reference.Precision;

namespace Backprop.Reference;

/// <summary>
/// How far the outputs are from the targets, and the δ that starts the way back. d = a − t, K outputs, N samples, D the one
/// divisor of a batch: E = Σₙ value / D.
/// </summary>
public static class Losses
{
    /// <summary>D: N (the sum of the sample weights if there are any; 1 for the reduction sum), times K where the loss is a mean over outputs.</summary>
    /// <exception cref="ArgumentException">There is no sample, or T holds the sum of their weights as 0.</exception>
    public static double Divisor<T>(NetworkSpec spec, Samples<T> samples)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sum = Weight(samples);
        if (!(Rounded<T>(sum) > T.Zero))
        {
            throw new ArgumentException("The batch weighs nothing: it has no samples, or all their weights are 0.");
        }

        return (spec.Reduction == Reduction.Sum ? 1 : sum) * (spec.Loss.IsMeanOverOutputs ? spec.Outputs : 1);
    }

    /// <summary>N, or the sum of the sample weights if there are any, n ascending.</summary>
    public static double Weight<T>(Samples<T> samples)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sum = 0.0;
        for (var n = 0; n < samples.Count; n++)
        {
            sum += samples.Weight(n);
        }

        return sum;
    }

    /// <summary>The value of sample n, not yet divided by D: a sum over its outputs, o ascending, in double.</summary>
    /// <param name="loss">The loss.</param>
    /// <param name="z">Weighted sums of the output layer [K × batch].</param>
    /// <param name="a">Outputs [K × batch].</param>
    /// <param name="t">Targets [K × batch].</param>
    /// <param name="n">The sample.</param>
    public static double Value<T>(Loss loss, T[,] z, T[,] a, T[,] t, int n)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (m, logS) = (0.0, 0.0);
        if (loss.Kind == LossKind.SoftmaxCrossEntropy)
        {
            (m, var sumOfExp) = Softmax.Normalizer(z, n);
            logS = Log<T>(sumOfExp);
        }

        var sum = 0.0;
        for (var o = 0; o < a.GetLength(0); o++)
        {
            var (zo, to, d) = (Wide(z[o, n]), Wide(t[o, n]), Wide(a[o, n] - t[o, n]));
            sum = loss.Kind switch
            {
                LossKind.HalfSquaredError => FusedMultiplyAdd(0.5 * d, d, sum),
                LossKind.MeanSquaredError => FusedMultiplyAdd(d, d, sum),
                LossKind.MeanAbsoluteError => sum + Abs(d),
                LossKind.Huber when Abs(d) <= loss.Threshold => FusedMultiplyAdd(0.5 * d, d, sum),
                LossKind.Huber => FusedMultiplyAdd(loss.Threshold, Abs(d) - (0.5 * loss.Threshold), sum),
                LossKind.BinaryCrossEntropy => sum + (FusedMultiplyAdd(-to, zo, Max(zo, 0)) + Log1p<T>(Exp<T>(-Abs(zo)))),
                LossKind.SoftmaxCrossEntropy => FusedMultiplyAdd(to, (m - zo) + logS, sum),
                _ => throw new ArgumentException($"Loss {loss} is not known."),
            };
        }

        return sum;
    }

    /// <summary>
    /// δ of the output layer: (e·f′)/D, or ((e·f′)·weight)/D with sample weights, where e = dvalue/da: d for
    /// half-squared, 2·d mean-squared, sign(d) mean-absolute, d cut to ± threshold for Huber. For the two cross-entropies
    /// e·f′ is a − t as a whole: f′ cancels.
    /// </summary>
    /// <param name="spec">The network, for its loss and output activation.</param>
    /// <param name="z">Weighted sums of the output layer [K × batch].</param>
    /// <param name="a">Outputs [K × batch].</param>
    /// <param name="t">Targets [K × batch].</param>
    /// <param name="samples">The batch, for its weights.</param>
    /// <param name="dz">δ [K × batch], overwritten.</param>
    public static void OutputDelta<T>(NetworkSpec spec, T[,] z, T[,] a, T[,] t, Samples<T> samples, T[,] dz)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var divisor = Rounded<T>(Divisor(spec, samples));
        for (var o = 0; o < a.GetLength(0); o++)
        {
            for (var n = 0; n < a.GetLength(1); n++)
            {
                var slope = Slope(spec, z[o, n], a[o, n], t[o, n]);
                var weighted = samples.IsWeighted ? slope * Rounded<T>(samples.Weight(n)) : slope;
                dz[o, n] = weighted / divisor;
            }
        }
    }

    /// <summary>e·f′ of one output.</summary>
    private static T Slope<T>(NetworkSpec spec, T z, T a, T t)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var d = a - t;
        var threshold = Rounded<T>(spec.Loss.Threshold);
        var f = spec.Layers[^1].Activation;
        return spec.Loss.Kind switch
        {
            LossKind.HalfSquaredError => d * Activations.Derivative(f, z, a),
            LossKind.MeanSquaredError => (d + d) * Activations.Derivative(f, z, a),
            LossKind.MeanAbsoluteError => Sign(d) * Activations.Derivative(f, z, a),
            LossKind.Huber => T.Min(T.Max(d, -threshold), threshold) * Activations.Derivative(f, z, a),
            _ => d,
        };
    }

    /// <summary>1, −1, or 0 for ±0; a NaN stays one.</summary>
    internal static T Sign<T>(T x)
        where T : IBinaryFloatingPointIeee754<T> =>
        x > T.Zero ? T.One : x < T.Zero ? -T.One : x == T.Zero ? T.Zero : x;
}
