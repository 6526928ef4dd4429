using System.Numerics;
using static System.FormattableString;

namespace Backprop.Cli;

/// <summary>What a model file holds.</summary>
/// <param name="Inputs">Number of inputs.</param>
/// <param name="Layers">The layers from first to last.</param>
/// <param name="Loss">What it is trained on.</param>
/// <param name="Threshold">huber's; null for other losses.</param>
/// <param name="Reduction"><c>mean</c> or <c>sum</c>.</param>
/// <param name="Parameters">Number of weights and biases.</param>
/// <param name="Precision"><c>float</c> or <c>double</c>.</param>
internal sealed record ModelReport(
    int Inputs, IReadOnlyList<LayerReport> Layers, string Loss, double? Threshold, string Reduction, long Parameters, string Precision)
{
    /// <summary>How a table became inputs, and what the outputs mean; null where inputs and outputs are just numbers.</summary>
    public SchemaReport? Schema { get; init; }

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">It is no model.</exception>
    public static ModelReport Of(ModelSource source) => source.IsFloat ? Of(source.Load<float>(), "float") : Of(source.Load<double>(), "double");

    private static ModelReport Of<T>(Tensors.Model<T> model, string precision)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var spec = model.Network.Spec;
        return new(
            spec.Inputs,
            [.. spec.Layers.Select(layer => new LayerReport(layer.Units, layer.Activation, layer.HasBias))],
            spec.Loss.Name,
            spec.Loss.Kind == LossKind.Huber ? spec.Loss.Threshold : null,
            spec.Reduction == Backprop.Reduction.Sum ? "sum" : "mean",
            spec.ParameterCount,
            precision)
        {
            Schema = model.Schema is null ? null : SchemaReport.Of(model.Schema),
        };
    }

    /// <summary>For people.</summary>
    public void Print(TextWriter results)
    {
        Line("inputs", Invariant($"{Inputs}"));
        for (var l = 0; l < Layers.Count; l++)
        {
            var layer = Layers[l];
            Line(Invariant($"layer {l + 1}"), Invariant($"{layer.Units} units, {layer.Activation}{Parameter(layer.Slope ?? layer.Alpha)}{(layer.Bias ? "" : ", no bias")}"));
        }

        Line("loss", $"{Loss}{Parameter(Threshold)}, {Reduction} over the samples");
        Line("parameters", Invariant($"{Parameters}, {Precision}"));
        Schema?.Print(Line);

        void Line(string name, string value) => results.WriteLine($"{name,-21}{value}");
    }

    private static string Parameter(double? value) => value is null ? "" : Invariant($" ({value:R})");
}

/// <summary>A layer of a model file, with what a model file calls it.</summary>
internal sealed record LayerReport(int Units, string Activation, double? Slope, double? Alpha, bool Bias)
{
    /// <summary>Of a layer's units, activation and bias.</summary>
    public LayerReport(int units, Activation f, bool hasBias)
        : this(
            units,
            f.Name,
            f.Kind == ActivationKind.LeakyRelu ? f.Parameter : null,
            f.Kind == ActivationKind.Elu ? f.Parameter : null,
            hasBias)
    {
    }
}
