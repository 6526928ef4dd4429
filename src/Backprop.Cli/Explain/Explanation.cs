using System.Text.Json.Serialization;

namespace Backprop.Cli;

/// <summary>
/// One pass of backpropagation over a batch, with all that it computed: what <c>--json</c> prints. Matrices are arrays of
/// rows, with one sample per column.
/// </summary>
/// <param name="Loss">E of the batch.</param>
/// <param name="Outputs">The network's outputs [outputs × batch].</param>
/// <param name="Layers">The layers from first to last.</param>
internal sealed record Explanation(double Loss, double[][] Outputs, IReadOnlyList<LayerExplanation> Layers)
{
    /// <summary>The outputs are what the last layer gives.</summary>
    public Explanation(double loss, IReadOnlyList<LayerExplanation> layers)
        : this(loss, layers[^1].A, layers)
    {
    }
}

/// <summary>What one pass computed in a layer, and with what; the parameters are no part of the JSON.</summary>
/// <param name="W">Weights [out × in].</param>
/// <param name="B">Bias [out]; empty if there is none.</param>
/// <param name="Z">Weighted sums [out × batch].</param>
/// <param name="A">Activations [out × batch].</param>
/// <param name="Delta">dE/dz, with the reduction in it [out × batch].</param>
/// <param name="DW">dE/dw [out × in].</param>
/// <param name="Db">dE/db [out]; empty without a bias.</param>
internal sealed record LayerExplanation(
    [property: JsonIgnore] double[][] W,
    [property: JsonIgnore] double[] B,
    double[][] Z,
    double[][] A,
    double[][] Delta,
    [property: JsonPropertyName("dW")] double[][] DW,
    double[] Db);
