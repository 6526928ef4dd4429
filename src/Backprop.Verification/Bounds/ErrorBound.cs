using System.Numerics;
using Backprop.Reference;
using static System.Math;

namespace Backprop.Verification;

/// <summary>
/// How far rounding can move what a pass computes from what exact arithmetic would give: the forward error analysis of
/// N. Higham, "Accuracy and stability of numerical algorithms", chapter 3, run beside the pass. Two evaluations of one
/// quantity, in whatever order they sum, differ by at most the sum of their bounds.
/// </summary>
/// <remarks>ε here is two units of rounding: the factor 2 swallows the terms of second order.</remarks>
internal sealed class ErrorBound
{
    private ErrorBound(double[][,] z, double[,] output, double loss, double[][,] dw, double[][,] db) => (Z, Output, Loss, DW, DB) = (z, output, loss, dw, db);

    /// <summary>Of each layer's z [out × batch].</summary>
    public double[][,] Z { get; }

    /// <summary>Of the last layer's a [outputs × batch].</summary>
    public double[,] Output { get; }

    /// <summary>Of E.</summary>
    public double Loss { get; }

    /// <summary>Of each layer's dw [out × in].</summary>
    public double[][,] DW { get; }

    /// <summary>Of each layer's db [out × 1].</summary>
    public double[][,] DB { get; }

    /// <summary>Of the whole gradient in one run: for each layer dw, column by column, then db where there is a bias.</summary>
    public double[] Gradient(NetworkSpec spec) =>
        [.. spec.Layers.SelectMany((layer, l) => Values.Flat(DW[l]).Concat(layer.HasBias ? Values.Flat(DB[l]) : []))];

    /// <summary>The bounds of a problem's network on some samples.</summary>
    public static ErrorBound Of<T>(Problem problem, Samples<T> samples)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => OfGradient(problem.MakeNetwork<T>(), samples);

    /// <summary>The bounds of a network on some samples, whose gradient is then in it.</summary>
    public static ErrorBound OfGradient<T>(Network<T> network, Samples<T> samples)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        network.ComputeGradient(samples);
        return Of(network, samples);
    }

    /// <summary>The bounds of a network that has just computed the gradient of the samples.</summary>
    /// <param name="network">The network.</param>
    /// <param name="samples">The samples.</param>
    /// <param name="scale">What dropout multiplies a by; then only <see cref="Z"/> and <see cref="Loss"/> mean something.</param>
    public static ErrorBound Of<T>(Network<T> network, Samples<T> samples, double scale = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var epsilon = typeof(T) == typeof(double) ? ScaleB(1, -52) : ScaleB(1, -23);
        var layers = network.Layers.Select(layer => new LayerError<T>(layer, epsilon)).ToArray();
        var x = new double[network.Spec.Inputs, samples.Count];
        foreach (var layer in layers)
        {
            x = Times(scale, layer.Forward(x));
        }

        var (loss, s) = OutputError.Of(network, samples, layers[^1], epsilon);
        layers[^1].Delta = s;
        for (var l = layers.Length - 2; l >= 0; l--)
        {
            layers[l].Hidden(layers[l + 1]);
        }

        return new([.. layers.Select(layer => layer.Z)], layers[^1].A, loss, [.. layers.Select(layer => layer.DW())], [.. layers.Select(layer => layer.DB())]);
    }

    private static double[,] Times(double scale, double[,] a)
    {
        for (var o = 0; o < a.GetLength(0); o++)
        {
            for (var n = 0; n < a.GetLength(1); n++)
            {
                a[o, n] *= scale;
            }
        }

        return a;
    }
}
