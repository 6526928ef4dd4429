using System.Numerics;
using Backprop.Tensors.Kernels;

namespace Backprop.Tensors;

/// <summary>Updates a layer's parameters as soon as their gradient is known and the layer before no longer needs the old values.</summary>
internal interface IDescent<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Moves the weights by their gradient δ·xᵀ.</summary>
    /// <param name="layer">The layer, from 0.</param>
    /// <param name="dz">δ [out × batch].</param>
    /// <param name="x">[in × batch].</param>
    /// <param name="next">If there is one, its weighted sums are computed from the weights as they are then.</param>
    void MoveWeights(int layer, in Operand<T> dz, in Operand<T> x, in NextSample<T> next);

    /// <summary>Moves the bias, if there is one.</summary>
    /// <param name="layer">The layer, from 0.</param>
    /// <param name="db">Its gradient [out].</param>
    void MoveBias(int layer, ReadOnlySpan<T> db);
}
