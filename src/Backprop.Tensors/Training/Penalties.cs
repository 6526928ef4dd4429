using System.Numerics;

namespace Backprop.Tensors;

/// <summary>What the settings add to a gradient, and how they cut it, in the order of the numeric contract.</summary>
internal static class Penalties
{
    /// <summary>L1, L2, then the cut by value, then by norm.</summary>
    /// <param name="network">The network, for its weights.</param>
    /// <param name="settings">What to add, and where to cut.</param>
    /// <param name="gradient">The gradient, changed.</param>
    public static void Apply<T>(Network<T> network, TrainingSettings settings, ParameterSet<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var l = 0; l < network.Spec.Layers.Length; l++)
        {
            if (settings.L1 > 0)
            {
                network.Kernels.L1(T.CreateChecked(settings.L1), network.Parameters.W(l), gradient.W(l));
            }

            if (settings.L2 > 0)
            {
                network.Kernels.L2(T.CreateChecked(settings.L2), network.Parameters.W(l), gradient.W(l));
            }

            if (double.IsFinite(settings.ClipValue))
            {
                network.Kernels.ClipByValue(T.CreateChecked(settings.ClipValue), gradient.W(l));
                network.Kernels.ClipByValue(T.CreateChecked(settings.ClipValue), gradient.B(l));
            }
        }

        if (double.IsFinite(settings.ClipNorm) && Norm(network, gradient) is var norm && norm > settings.ClipNorm)
        {
            var scale = T.CreateChecked(settings.ClipNorm / norm);
            for (var l = 0; l < network.Spec.Layers.Length; l++)
            {
                network.Kernels.Scale(scale, gradient.W(l));
                network.Kernels.Scale(scale, gradient.B(l));
            }
        }
    }

    /// <summary>‖g‖ = √Σg²: each row a sum of its own, then its bias; rows, then layers ascending.</summary>
    internal static double Norm<T>(Network<T> network, ParameterSet<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sum = 0.0;
        var workspace = network.Workspaces.Rent();
        for (var l = 0; l < network.Spec.Layers.Length; l++)
        {
            var rows = workspace.Rows(network.Spec.Layers[l].Units);
            rows.Clear();
            network.Kernels.AddSquares(gradient.W(l), rows);
            if (!gradient.B(l).IsEmpty)
            {
                network.Kernels.AddSquares(gradient.B(l), rows);
            }

            foreach (var row in rows)
            {
                sum += row;
            }
        }

        network.Workspaces.Return(workspace);
        return Math.Sqrt(sum);
    }
}
