using System.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace Backprop.Tensors;

/// <summary>All that one pass of backpropagation computed for a batch, as copies: to look at, not for training.</summary>
/// <param name="Loss">E of the batch, without penalties.</param>
/// <param name="Layers">The layers from first to last.</param>
/// <param name="Gradient">dE/dw and dE/db.</param>
public sealed record BatchTrace<T>(double Loss, IReadOnlyList<LayerTrace<T>> Layers, ParameterSet<T> Gradient)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;

/// <summary>What one pass computed in a layer, one sample per column.</summary>
/// <param name="Z">Weighted sums [units × batch].</param>
/// <param name="A">Activations [units × batch].</param>
/// <param name="Delta">dE/dz, with the reduction in it [units × batch].</param>
public sealed record LayerTrace<T>(Matrix<T> Z, Matrix<T> A, Matrix<T> Delta)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;
