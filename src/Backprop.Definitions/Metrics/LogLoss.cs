using System.Numerics;

namespace Backprop;

/// <summary>How surprising the targets are to outputs that are probabilities.</summary>
public static class LogLoss
{
    // The smallest probability that counts: a double's ulp of 1, so that 1 − p can tell it from 0.
    private const double Smallest = 1.0 / (1L << 52);

    /// <summary>
    /// −Σ t·ln a/n over several outputs, −Σ [t·ln a + (1 − t)·ln(1 − a)]/n over a single one, with a cut to ε … 1 − ε,
    /// ε = 2⁻⁵², so that it is finite; NaN of no samples.
    /// </summary>
    /// <param name="outputs">Probabilities, one sample after the other.</param>
    /// <param name="targets">Targets, likewise.</param>
    /// <param name="size">Values of one sample.</param>
    /// <exception cref="ArgumentException">The lengths differ, or are no multiple of the size.</exception>
    public static double Of<T>(ReadOnlySpan<T> outputs, ReadOnlySpan<T> targets, int size)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Paired.Require(outputs.Length, targets.Length, size);
        var sum = 0.0;
        for (var i = 0; i < outputs.Length; i++)
        {
            var (a, t) = (double.CreateChecked(outputs[i]), double.CreateChecked(targets[i]));
            sum = Math.FusedMultiplyAdd(t, Surprise(a), sum);
            sum = size == 1 ? Math.FusedMultiplyAdd(1 - t, Surprise(1 - a), sum) : sum;
        }

        return sum / (outputs.Length / size);
    }

    private static double Surprise(double probability) => -Elementary.Log<double>(Math.Clamp(probability, Smallest, 1 - Smallest));
}
