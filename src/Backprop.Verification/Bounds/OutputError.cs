using System.Numerics;
using Backprop.Reference;
using static System.Math;
using static Backprop.Reference.Precision;

namespace Backprop.Verification;

/// <summary>The error of E and of the output's δ, beside <see cref="Losses"/>.</summary>
internal static class OutputError
{
    /// <summary>The error of E, and that of δ [out × batch].</summary>
    public static (double Loss, double[,] Delta) Of<T>(Network<T> network, Samples<T> samples, LayerError<T> error, double epsilon)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (spec, output) = (network.Spec, network.Layers[^1]);
        var (outputs, divisor) = (spec.Outputs, Losses.Divisor(spec, samples));
        var delta = new double[outputs, samples.Count];
        var (loss, targets) = (0.0, Columns.Of(samples.Targets, outputs));
        for (var n = 0; n < samples.Count; n++)
        {
            var share = samples.Weight(n) / divisor;

            // The sums over outputs and samples add non-negative terms: their error is relative.
            loss += share * (samples.Count + outputs + 8) * epsilon * Losses.Value(spec.Loss, output.Z, output.A, targets, n);
            for (var o = 0; o < outputs; o++)
            {
                var d = Abs(Wide(output.A[o, n]) - Wide(samples.Target(n)[o]));
                var wrongD = error.A[o, n] + (epsilon * d);
                var (e, wrongE, wrongValue) = spec.Loss.Kind switch
                {
                    LossKind.HalfSquaredError => (d, wrongD, (d + wrongD) * wrongD),
                    LossKind.MeanSquaredError => (2 * d, 2 * wrongD, 2 * (d + wrongD) * wrongD),
                    LossKind.MeanAbsoluteError => (1, d <= wrongD ? 2 : 0, wrongD),
                    LossKind.Huber => (Min(d, spec.Loss.Threshold), wrongD, spec.Loss.Threshold * wrongD),
                    LossKind.BinaryCrossEntropy => (d, wrongD, error.Z[o, n] + (8 * epsilon)),
                    _ => (d, wrongD, 2 * (error.Z[o, n] + (8 * epsilon))),
                };
                var crosses = spec.Loss.Kind is LossKind.BinaryCrossEntropy or LossKind.SoftmaxCrossEntropy;
                var f = output.Spec.Activation;
                var slope = crosses ? 1 : Abs(Wide(Activations.Derivative(f, output.Z[o, n], output.A[o, n])));
                var wrongSlope = crosses ? 0 : error.Derivative(o, n);
                loss += share * wrongValue;
                delta[o, n] = share * ((wrongE * (slope + wrongSlope)) + (e * wrongSlope) + (3 * epsilon * e * slope));
            }
        }

        return (loss, delta);
    }
}
