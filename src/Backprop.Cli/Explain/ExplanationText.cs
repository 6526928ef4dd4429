using System.Numerics;
using static System.FormattableString;

namespace Backprop.Cli;

/// <summary>A pass through a model as people read it: forward from the first layer, backward from the last, then the loss.</summary>
internal static class ExplanationText
{
    /// <summary>Prints it.</summary>
    /// <param name="results">Where to.</param>
    /// <param name="explanation">The numbers.</param>
    /// <param name="batch">What they are of.</param>
    /// <param name="cancellation">Heard between two matrices.</param>
    /// <exception cref="OperationCanceledException">Cancelled; what is written ends with a whole matrix.</exception>
    public static void Print<T>(TextWriter results, Explanation explanation, ModelBatch<T> batch, CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (spec, samples, layers) = (batch.Network.Spec, batch.Samples, explanation.Layers);
        var areFloats = typeof(T) == typeof(float);
        Write($"network  {spec}; {spec.ParameterCount} parameters, {(areFloats ? "float" : "double")}");
        Write($"batch    {samples.Count} of {batch.Source}, one sample per column");
        Write($"letters  x input, w weight, b bias, z weighted sum, a = f(z), t target, δ = dE/dz");
        Write($"");
        Write($"Forward");
        Matrix("x", Rows(samples.Inputs, samples.InputSize));
        for (var l = 0; l < layers.Count; l++)
        {
            var (layer, x, bias) = (layers[l], l == 0 ? "x" : Invariant($"a{l}"), spec.Layers[l].HasBias ? Invariant($" + b{l + 1}") : "");
            Write($"");
            Write($"Layer {l + 1}, {spec.Layers[l].Activation}: z{l + 1} = w{l + 1}·{x}{bias}; {Formulas.Value(spec.Layers[l].Activation)}");
            Matrix($"w{l + 1}", layer.W);
            Vector($"b{l + 1}", layer.B);
            Matrix($"z{l + 1}", layer.Z);
            Matrix($"a{l + 1}", layer.A);
        }

        Write($"");
        Write($"Backward");
        Matrix("t", Rows(samples.Targets, samples.TargetSize));
        for (var l = layers.Count - 1; l >= 0; l--)
        {
            var (layer, x, bias) = (layers[l], l == 0 ? "x" : Invariant($"a{l}"), spec.Layers[l].HasBias ? Invariant($"; db{l + 1} = Σ δ{l + 1}") : "");
            Write($"");
            Write($"Layer {l + 1}: δ{l + 1} = {Delta(spec, l, samples.Count)}; dw{l + 1} = δ{l + 1}·{x}ᵀ{bias}");
            Matrix($"δ{l + 1}", layer.Delta);
            Matrix($"dw{l + 1}", layer.DW);
            Vector($"db{l + 1}", layer.Db);
        }

        Write($"");
        Write($"Loss: {spec.Loss}, {(spec.Reduction == Reduction.Sum ? "sum" : "mean")} over the samples of {Formulas.Value(spec.Loss)}");
        Write($"  E = {explanation.Loss:R}");

        void Write(FormattableString line) => results.WriteLine(Invariant(line));

        void Matrix(string name, double[][] rows)
        {
            if (cancellation.IsCancellationRequested)
            {
                throw new OperationCanceledException($"Cancelled before {name} was written.");
            }

            TextMatrix.Print(results, name, rows, areFloats);
        }

        void Vector(string name, double[] values)
        {
            if (values.Length > 0)
            {
                Matrix(name, Array.ConvertAll(values, value => new[] { value }));
            }
        }
    }

    private static string Delta(NetworkSpec spec, int layer, int samples) =>
        layer == spec.Layers.Length - 1
            ? Formulas.OutputDelta(spec, samples)
            : Invariant($"(w{layer + 2}ᵀ·δ{layer + 2})·f′, {Formulas.Derivative(spec.Layers[layer].Activation)}");

    /// <summary>Values that lie one sample after the other, as rows of one sample per column.</summary>
    private static double[][] Rows<T>(ReadOnlySpan<T> values, int size)
        where T : IBinaryFloatingPointIeee754<T>
    {
        var rows = new double[size][];
        for (var row = 0; row < size; row++)
        {
            rows[row] = new double[values.Length / size];
            for (var n = 0; n < rows[row].Length; n++)
            {
                rows[row][n] = double.CreateChecked(values[(n * size) + row]);
            }
        }

        return rows;
    }
}
