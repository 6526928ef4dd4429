using System.Numerics;
using System.Text.Json.Serialization;
using Backprop.Reference;

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
    /// <summary>Forward and backward through a network.</summary>
    public static Explanation Of<T>(Network<T> network, Samples<T> samples)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var loss = network.ComputeGradient(samples);
        var layers = network.Layers
            .Select(layer => new LayerExplanation(Rows(layer.Z), Rows(layer.A), Rows(layer.DZ), Rows(layer.DW), layer.DB is null ? [] : Column(layer.DB)))
            .ToArray();
        return new(loss, layers[^1].A, layers);
    }

    private static double[][] Rows<T>(T[,] matrix)
        where T : IBinaryFloatingPointIeee754<T> =>
        [.. Enumerable.Range(0, matrix.GetLength(0)).Select(row =>
            Enumerable.Range(0, matrix.GetLength(1)).Select(column => double.CreateChecked(matrix[row, column])).ToArray())];

    private static double[] Column<T>(T[,] matrix)
        where T : IBinaryFloatingPointIeee754<T> =>
        [.. Rows(matrix).Select(row => row[0])];
}

/// <summary>What one pass computed in a layer.</summary>
/// <param name="Z">Weighted sums [out × batch].</param>
/// <param name="A">Activations [out × batch].</param>
/// <param name="Delta">dE/dz, with the reduction in it [out × batch].</param>
/// <param name="DW">dE/dw [out × in].</param>
/// <param name="Db">dE/db [out]; empty without a bias.</param>
internal sealed record LayerExplanation(
    double[][] Z,
    double[][] A,
    double[][] Delta,
    [property: JsonPropertyName("dW")] double[][] DW,
    double[] Db);
