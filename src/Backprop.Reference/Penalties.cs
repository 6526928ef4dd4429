using System.Numerics;
using static Backprop.Reference.Precision;

namespace Backprop.Reference;

/// <summary>What is added to the gradient g of a weight w, and how the whole gradient is cut, in this order.</summary>
public static class Penalties
{
    /// <summary>L1, L2, then the cut by value, then by norm, as the settings say.</summary>
    public static void Apply<T>(Network<T> network, TrainingSettings settings)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var clip = Rounded<T>(settings.ClipValue);
        foreach (var parameter in network.Parameters)
        {
            var (w, g) = (parameter.Value, parameter.Gradient);
            for (var o = 0; o < g.GetLength(0); o++)
            {
                for (var i = 0; i < g.GetLength(1); i++)
                {
                    if (parameter.IsWeight && settings.L1 > 0)
                    {
                        g[o, i] = L1(Rounded<T>(settings.L1), w[o, i], g[o, i]);
                    }

                    if (parameter.IsWeight && settings.L2 > 0)
                    {
                        g[o, i] = L2(Rounded<T>(settings.L2), w[o, i], g[o, i]);
                    }

                    g[o, i] = T.Min(T.Max(g[o, i], -clip), clip);
                }
            }
        }

        ClipByNorm(network, settings.ClipNorm);
    }

    /// <summary>The gradient of λ·|w| added: g + λ·sign(w).</summary>
    private static T L1<T>(T lambda, T w, T g)
        where T : IBinaryFloatingPointIeee754<T> =>
        T.FusedMultiplyAdd(lambda, Losses.Sign(w), g);

    /// <summary>The gradient of ½·λ·w² added: g + λ·w.</summary>
    private static T L2<T>(T lambda, T w, T g)
        where T : IBinaryFloatingPointIeee754<T> =>
        T.FusedMultiplyAdd(lambda, w, g);

    /// <summary>g ← g·(limit/‖g‖) where ‖g‖ is above the limit.</summary>
    private static void ClipByNorm<T>(Network<T> network, double limit)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (double.IsPositiveInfinity(limit) || !(Norm(network) is var norm && norm > limit))
        {
            return;
        }

        var scale = Rounded<T>(limit / norm);
        foreach (var parameter in network.Parameters)
        {
            var g = parameter.Gradient;
            for (var o = 0; o < g.GetLength(0); o++)
            {
                for (var i = 0; i < g.GetLength(1); i++)
                {
                    g[o, i] *= scale;
                }
            }
        }
    }

    /// <summary>‖g‖ = √Σg²: in double, each row a sum of its own, i ascending and then the bias; rows, then layers ascending.</summary>
    public static double Norm<T>(Network<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sum = 0.0;
        foreach (var layer in network.Layers)
        {
            for (var o = 0; o < layer.DW.GetLength(0); o++)
            {
                var row = 0.0;
                for (var i = 0; i < layer.DW.GetLength(1); i++)
                {
                    row = Math.FusedMultiplyAdd(Wide(layer.DW[o, i]), Wide(layer.DW[o, i]), row);
                }

                if (layer.DB is not null)
                {
                    row = Math.FusedMultiplyAdd(Wide(layer.DB[o, 0]), Wide(layer.DB[o, 0]), row);
                }

                sum += row;
            }
        }

        return Math.Sqrt(sum);
    }
}
