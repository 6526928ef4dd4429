using System.Numerics;

namespace Backprop;

/// <summary>Outputs and targets as labels that do not exclude each other: each value says by itself, from ½ on, whether its label applies.</summary>
public static class Labels
{
    /// <summary>The share of labels that outputs and targets agree on; NaN of none.</summary>
    /// <param name="outputs">Outputs, one sample after the other.</param>
    /// <param name="targets">Targets, likewise.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double Accuracy<T>(ReadOnlySpan<T> outputs, ReadOnlySpan<T> targets)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Paired.Require(outputs.Length, targets.Length, 1);
        var (half, right) = (T.CreateChecked(0.5), 0L);
        for (var n = 0; n < targets.Length; n++)
        {
            right += outputs[n] >= half == targets[n] >= half ? 1 : 0;
        }

        return (double)right / targets.Length;
    }
}
