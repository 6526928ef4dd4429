using System.Numerics;
using Backprop.Tensors.Kernels;

namespace Backprop.Tensors;

/// <summary>
/// Forward and backward through the layers of a network. Letters and shapes: w [out × in], b [out], x [in × batch], z and
/// a = f(z) [out × batch], s = dE/da and δ = dE/dz (dz) likewise; dw and db as w and b.
/// </summary>
internal sealed class Passes<T>(NetworkSpec spec, ParameterSet<T> parameters, IProducts<T> products, Kernels<T> kernels)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private int Last => spec.Layers.Length - 1;

    /// <summary>Leaves z and a of every layer in the workspace; with dropout also y, what the next layer sees of a.</summary>
    /// <param name="x">[in × batch].</param>
    /// <param name="batch">Samples.</param>
    /// <param name="workspace">Where they are left.</param>
    /// <param name="dropout">Which units are left out.</param>
    /// <param name="isBegun">Whether z of the first layer is there, from <see cref="Descend"/>.</param>
    public void Forward(ReadOnlySpan<T> x, int batch, Workspace<T> workspace, Dropout dropout = default, bool isBegun = false)
    {
        for (var l = 0; l <= Last; l++)
        {
            var layer = spec.Layers[l];
            var z = workspace.Z(l, batch);
            var a = workspace.A(l, batch);
            if (l > 0 || !isBegun)
            {
                products.Forward(W(l), parameters.B(l), Operand<T>.Of(x, spec.InputsOf(l)), z); // Z = W·X + b
            }

            if (layer.Activation.Kind == ActivationKind.Softmax)
            {
                kernels.Softmax(z, layer.Units, a, workspace.Scratch(batch), workspace.Maxima(batch), workspace.Sums(batch));
            }
            else
            {
                kernels.Activate(layer.Activation, z, a);                                       // A = f(Z)
            }

            x = Output(l, batch, workspace, dropout);
            if (IsMasked(l, dropout))
            {
                dropout.Apply(l, layer.Units, a, workspace.Y(l, batch));
            }
        }
    }

    /// <summary>total ← total + weight·value, samples ascending, after a forward pass.</summary>
    public void AddLosses(Batch<T> batch, Workspace<T> workspace, ref double total)
    {
        var n = batch.Count;
        var values = workspace.Losses(n);
        kernels.LossValues(spec.Loss, Outputs(batch, workspace), workspace.Maxima(n), workspace.Sums(n), workspace.Scratch(n), values);
        var sum = total;
        for (var sample = 0; sample < values.Length; sample++)
        {
            sum = Math.FusedMultiplyAdd(batch.Weights.IsEmpty ? 1 : batch.Weights[sample], values[sample], sum);
        }

        total = sum;
    }

    /// <summary>The gradient of the batch, after a forward pass.</summary>
    public void Backward(Batch<T> batch, Workspace<T> workspace, ParameterSet<T> gradient, Dropout dropout = default)
    {
        OutputDelta(batch, workspace);
        Gradients(batch, workspace, gradient, dropout);
    }

    /// <summary>The gradient of any loss whose s = dE/da lies where δ of the last layer goes, after a forward pass.</summary>
    public void BackwardFromOutputs(Batch<T> batch, Workspace<T> workspace, ParameterSet<T> gradient)
    {
        HiddenDelta(Last, batch.Count, workspace, default);
        Gradients(batch, workspace, gradient, default);
    }

    private void Gradients(Batch<T> batch, Workspace<T> workspace, ParameterSet<T> gradient, Dropout dropout)
    {
        for (var l = Last; l >= 0; l--)
        {
            var dz = DZ(l, batch, workspace);
            PassBack(l, dz, batch.Count, workspace, dropout);
            products.WeightGradient(dz, X(l, batch, workspace, dropout), gradient.W(l));        // dW = dZ·Xᵀ
            kernels.RowSums(dz.Values, gradient.B(l));                                          // db = Σₙ dZ
        }
    }

    /// <summary>The same, with each layer's gradient used up as soon as it is there, instead of being kept.</summary>
    /// <param name="batch">The samples that went forward.</param>
    /// <param name="workspace">What they left.</param>
    /// <param name="descent">Who moves the parameters.</param>
    /// <param name="dropout">As forward.</param>
    /// <param name="next">The inputs of the sample that comes after a batch of one, or nothing: its way forward is begun.</param>
    public void Descend(Batch<T> batch, Workspace<T> workspace, IDescent<T> descent, Dropout dropout = default, ReadOnlySpan<T> next = default)
    {
        OutputDelta(batch, workspace);
        for (var l = Last; l >= 0; l--)
        {
            var dz = DZ(l, batch, workspace);
            PassBack(l, dz, batch.Count, workspace, dropout);
            var db = workspace.BiasGradient(parameters.B(l).Length);
            kernels.RowSums(dz.Values, db);                                                     // db = Σₙ dZ
            descent.MoveBias(l, db);                                                            // moves b
            var ahead = l == 0 && !next.IsEmpty ? new NextSample<T>(next, parameters.B(0), workspace.Z(0, 1)) : default;
            descent.MoveWeights(l, dz, X(l, batch, workspace, dropout), ahead);                 // dW = dZ·Xᵀ moves W
        }
    }

    /// <summary>δ of the last layer.</summary>
    private void OutputDelta(Batch<T> batch, Workspace<T> workspace) => kernels.OutputDelta(
        spec.Loss, spec.Layers[Last].Activation, Outputs(batch, workspace), batch.Weights, batch.Divisor(spec), workspace.DZ(Last, batch.Count));

    /// <summary>δ of the layer before, while the weights between them are still the ones of the forward pass.</summary>
    private void PassBack(int l, in Operand<T> dz, int batch, Workspace<T> workspace, Dropout dropout)
    {
        if (l > 0)
        {
            products.InputGradient(W(l), dz, workspace.DZ(l - 1, batch));                       // S = Wᵀ·dZ
            HiddenDelta(l - 1, batch, workspace, dropout);                                      // dZ = S·f′(Z)
        }
    }

    private void HiddenDelta(int l, int batch, Workspace<T> workspace, Dropout dropout)
    {
        var s = workspace.DZ(l, batch);
        if (IsMasked(l, dropout))
        {
            dropout.Apply(l, spec.Layers[l].Units, s, s);
        }

        kernels.HiddenDelta(spec.Layers[l].Activation, workspace.Z(l, batch), workspace.A(l, batch), s, s);
    }

    private OutputBatch<T> Outputs(Batch<T> batch, Workspace<T> workspace) =>
        new(workspace.Z(Last, batch.Count), workspace.A(Last, batch.Count), batch.Targets, spec.Outputs);

    private Operand<T> W(int layer) => Operand<T>.Of(parameters.W(layer), spec.Layers[layer].Units);

    private Operand<T> DZ(int layer, Batch<T> batch, Workspace<T> workspace) =>
        Operand<T>.Of(workspace.DZ(layer, batch.Count), spec.Layers[layer].Units);

    private Operand<T> X(int layer, Batch<T> batch, Workspace<T> workspace, Dropout dropout) =>
        Operand<T>.Of(layer == 0 ? batch.X : Output(layer - 1, batch.Count, workspace, dropout), spec.InputsOf(layer));

    private Span<T> Output(int layer, int batch, Workspace<T> workspace, Dropout dropout) =>
        IsMasked(layer, dropout) ? workspace.Y(layer, batch) : workspace.A(layer, batch);

    private bool IsMasked(int layer, Dropout dropout) => dropout.IsOn && layer < Last;
}
