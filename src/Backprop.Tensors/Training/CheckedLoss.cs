namespace Backprop.Tensors;

/// <summary>A loss whose gradient is to be checked, over a network that may be changed.</summary>
internal abstract class CheckedLoss(Network<double> network)
{
    public Network<double> Network => network;

    /// <summary>The most values that a unit adds.</summary>
    public int MostTerms => Enumerable.Range(0, network.Spec.Layers.Length).Max(network.Spec.InputsOf) + Count + 1;

    /// <summary>Number of samples.</summary>
    protected abstract int Count { get; }

    /// <summary>E and its gradient.</summary>
    public abstract double Gradient(ParameterSet<double> into);

    /// <summary>E, and on which side of each kink it is.</summary>
    public (double Loss, bool[] Sides) Evaluate()
    {
        var sides = new List<bool>();
        var workspace = network.Workspaces.Rent();
        var loss = Evaluate(workspace, sides);
        for (var l = 0; l < network.Spec.Layers.Length; l++)
        {
            if (network.Spec.Layers[l].Activation.Kind is ActivationKind.Relu or ActivationKind.LeakyRelu or ActivationKind.Elu)
            {
                foreach (var z in workspace.Z(l, Count))
                {
                    sides.Add(z > 0);
                }
            }
        }

        network.Workspaces.Return(workspace);
        return (loss, [.. sides]);
    }

    /// <summary>E after a forward pass that stays in the workspace, and the sides of its own kinks.</summary>
    protected abstract double Evaluate(Workspace<double> workspace, List<bool> sides);
}

/// <summary>The loss that the network is trained on.</summary>
internal sealed class OwnLoss(Network<double> network, Samples<double> samples) : CheckedLoss(network)
{
    protected override int Count => samples.Count;

    public override double Gradient(ParameterSet<double> into) => Network.ComputeGradient(samples, into);

    protected override double Evaluate(Workspace<double> workspace, List<bool> sides)
    {
        var batch = Batch<double>.Of(samples, 0, samples.Count);
        var total = 0.0;
        Network.Passes.Forward(batch.X, batch.Count, workspace);
        Network.Passes.AddLosses(batch, workspace, ref total);
        var a = workspace.A(Network.Spec.Layers.Length - 1, batch.Count);
        for (var i = 0; Network.Spec.Loss.Kind is LossKind.MeanAbsoluteError or LossKind.Huber && i < a.Length; i++)
        {
            // Of Huber's loss both bends count, of the absolute error the one at 0.
            var d = a[i] - batch.Targets[i];
            sides.Add(d > Network.Spec.Loss.Threshold);
            sides.Add(d < -Network.Spec.Loss.Threshold);
        }

        return total / batch.Divisor(Network.Spec);
    }
}

/// <summary>A loss given by value and gradient; its kinks are not known, but differences near one do not converge.</summary>
internal sealed class LossOfOnesOwn(Network<double> network, double[] inputs, OutputLoss<double> loss) : CheckedLoss(network)
{
    protected override int Count => inputs.Length / Network.Spec.Inputs;

    public override double Gradient(ParameterSet<double> into) => Network.ComputeGradient(inputs, loss, into);

    protected override double Evaluate(Workspace<double> workspace, List<bool> sides)
    {
        Network.Passes.Forward(inputs, Count, workspace);
        var a = workspace.A(Network.Spec.Layers.Length - 1, Count);
        return loss(a, new double[a.Length]);
    }
}
