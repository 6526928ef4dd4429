using MathNet.Numerics.LinearAlgebra;

namespace Backprop.Tensors;

// Losses and gradients.
public sealed partial class Network<T>
{
    /// <summary>E of the samples, without penalties, and its gradient.</summary>
    /// <param name="samples">The batch.</param>
    /// <param name="into">Receives dE/dw and dE/db; of this network's shape.</param>
    /// <exception cref="ArgumentException">Samples or gradient do not fit the network; nothing has been changed.</exception>
    public double ComputeGradient(Samples<T> samples, ParameterSet<T> into)
    {
        ArgumentNullException.ThrowIfNull(into);
        into.RequireShapeOf(Spec);
        var batch = Whole(samples);
        var workspace = Workspaces.Rent();
        var loss = Loss(batch, workspace);
        Passes.Backward(batch, workspace, into);
        Workspaces.Return(workspace);
        return loss;
    }

    /// <summary>A loss of one's own over the outputs for some inputs, and its gradient: backpropagation from any E(a).</summary>
    /// <param name="inputs">One sample or several, one after the other.</param>
    /// <param name="loss">Gives E and writes dE/da.</param>
    /// <param name="into">Receives dE/dw and dE/db; of this network's shape.</param>
    /// <returns>E.</returns>
    /// <exception cref="ArgumentException">Inputs or gradient do not fit the network, or its outputs are softmax, whose derivative goes with its own loss only.</exception>
    public double ComputeGradient(ReadOnlySpan<T> inputs, OutputLoss<T> loss, ParameterSet<T> into)
    {
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(into);
        into.RequireShapeOf(Spec);
        if (Spec.Layers[^1].Activation.Kind == ActivationKind.Softmax)
        {
            throw new ArgumentException("Output activation is softmax; allowed is any other with a loss of one's own.");
        }

        var (count, last) = (inputs.Length / Spec.Inputs, Spec.Layers.Length - 1);
        RequireInputs(count * Spec.Inputs == inputs.Length ? Spec.Inputs : inputs.Length, $"of {inputs.Length} values");
        var workspace = Workspaces.Rent();
        Passes.Forward(inputs, count, workspace);
        var gradient = workspace.DZ(last, count);
        gradient.Clear();
        var value = loss(workspace.A(last, count), gradient);
        Passes.BackwardFromOutputs(new(inputs, default, default, count), workspace, into);
        Workspaces.Return(workspace);
        return value;
    }

    /// <summary>E of the samples, without penalties.</summary>
    /// <exception cref="ArgumentException">The samples do not fit the network.</exception>
    public double ComputeLoss(Samples<T> samples)
    {
        var divisor = Whole(samples).Divisor(Spec);
        var workspace = Workspaces.Rent();
        var total = 0.0;
        for (var first = 0; first < samples.Count; first += Chunk)
        {
            var batch = Batch<T>.Of(samples, first, Math.Min(Chunk, samples.Count - first));
            Passes.Forward(batch.X, batch.Count, workspace);
            Passes.AddLosses(batch, workspace, ref total);
        }

        Workspaces.Return(workspace);
        return total / divisor;
    }

    /// <summary>Loss and gradient with all that was computed on the way: z, a and δ of every layer.</summary>
    /// <exception cref="ArgumentException">The samples do not fit the network.</exception>
    public BatchTrace<T> Trace(Samples<T> samples)
    {
        var batch = Whole(samples);
        var gradient = new ParameterSet<T>(Spec);
        var workspace = Workspaces.Rent();
        var loss = Loss(batch, workspace);
        Passes.Backward(batch, workspace, gradient);
        var layers = Enumerable.Range(0, Spec.Layers.Length).Select(l => new LayerTrace<T>(
            Columns(workspace.Z(l, samples.Count), l), Columns(workspace.A(l, samples.Count), l), Columns(workspace.DZ(l, samples.Count), l))).ToArray();
        Workspaces.Return(workspace);
        return new(loss, layers, gradient);

        Matrix<T> Columns(ReadOnlySpan<T> values, int layer) =>
            Matrix<T>.Build.Dense(Spec.Layers[layer].Units, samples.Count, values.ToArray());
    }

    private double Loss(Batch<T> batch, Workspace<T> workspace)
    {
        var (divisor, total) = (batch.Divisor(Spec), 0.0);
        Passes.Forward(batch.X, batch.Count, workspace);
        Passes.AddLosses(batch, workspace, ref total);
        return total / divisor;
    }

    private Batch<T> Whole(Samples<T> samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        samples.RequireFit(Spec);
        return Batch<T>.Of(samples, 0, samples.Count);
    }
}
