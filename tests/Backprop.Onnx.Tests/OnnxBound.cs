using System.Numerics;
using Backprop.Tensors;

namespace Backprop.Onnx.Tests;

/// <summary>What Backprop predicts for a sample, and how far another program that rounds on its own may be from it.</summary>
internal static class OnnxBound
{
    // What ONNX Runtime's functions, and the ones made of several operators, are off by at most, in ε·(1 + |z|).
    private const double FunctionError = 8;

    /// <summary>The bound of <see cref="Backprop.Tensors.Files.OnnxFile"/>, carried from layer to layer.</summary>
    public static (double[] Expected, double[] Bounds) Of<T>(Model<T> model, ReadOnlySpan<T> sample)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (network, schema) = (model.Network, model.Schema);
        var epsilon = double.CreateChecked(T.BitIncrement(T.One) - T.One);
        double[] x = [.. sample.ToArray().Select(double.CreateChecked)];
        double[] scaled = schema?.InputScaling is { } s ? s.Apply(x) : x;
        T[] inputs = [.. scaled.Select(T.CreateChecked)];

        // x, offset and divisor are rounded, and so are difference and quotient.
        var error = scaled.Select((v, i) => schema?.InputScaling is null ? 0 : 2 * epsilon * (Math.Abs(v) + ((Math.Abs(x[i]) + Math.Abs(schema.InputScaling.Offsets[i])) / Math.Abs(schema.InputScaling.Divisors[i])))).ToArray();
        var trace = network.Trace(Samples<T>.FromRows([inputs], [Target<T>(network.Spec)]));
        var a = scaled;
        for (var l = 0; l < network.Spec.Layers.Length; l++)
        {
            var (f, w, b) = (network.Spec.Layers[l].Activation, network.Parameters.Weights(l), network.Parameters.Bias(l));
            var (z, k) = (trace.Layers[l].Z, w.ColumnCount);
            var dz = new double[w.RowCount];
            for (var o = 0; o < dz.Length; o++)
            {
                var sum = b is null ? 0 : Math.Abs(double.CreateChecked(b[o]));
                for (var i = 0; i < k; i++)
                {
                    var weight = Math.Abs(double.CreateChecked(w[o, i]));
                    dz[o] += weight * error[i];
                    sum += weight * Math.Abs(a[i]);
                }

                dz[o] += 2 * (k + 2) * epsilon * sum;
            }

            var steepest = dz.Max() * Slope(f);
            error = [.. Enumerable.Range(0, dz.Length).Select(o => steepest + (FunctionError * epsilon * (1 + Math.Abs(double.CreateChecked(z[o, 0])))))];
            a = [.. trace.Layers[l].A.Column(0).Select(double.CreateChecked)];
        }

        return schema?.OutputScaling is { } output
            ? (output.Invert(a), [.. a.Select((v, o) => (error[o] * Math.Abs(output.Divisors[o])) + (4 * epsilon * (Math.Abs(v * output.Divisors[o]) + Math.Abs(output.Offsets[o]))))])
            : (a, error);
    }

    /// <summary>The steepest that f is anywhere.</summary>
    private static double Slope(Activation f) => f.Kind switch
    {
        ActivationKind.LeakyRelu or ActivationKind.Elu => Math.Max(1, f.Parameter),
        ActivationKind.Silu or ActivationKind.Gelu => 1.13,
        _ => 1,
    };

    /// <summary>One that every loss accepts.</summary>
    private static T[] Target<T>(NetworkSpec spec)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        [T.One, .. Enumerable.Repeat(T.Zero, spec.Outputs - 1)];
}
