using System.Numerics;

namespace Backprop.Data;

/// <summary>From the doubles that data is read as to the elements that a network is made of.</summary>
public static class ElementConversion
{
    /// <summary>Samples as a network takes them: scaled in double, then each value rounded once, to nearest.</summary>
    /// <param name="samples">Finite values in the units of the data.</param>
    /// <param name="inputs">The scaling of the inputs; null for none.</param>
    /// <param name="targets">The scaling of the targets; null for none.</param>
    /// <param name="source">What messages call the data.</param>
    /// <exception cref="DataException">A value is too large for T.</exception>
    public static Samples<T> Scaled<T>(Samples<double> samples, Scaling? inputs, Scaling? targets, string source)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(samples);
        return new(
            samples.InputSize, Rounded<T>(samples.Inputs, samples.InputSize, inputs, source),
            samples.TargetSize, Rounded<T>(samples.Targets, samples.TargetSize, targets, source),
            samples.Weights.ToArray());
    }

    private static T[] Rounded<T>(ReadOnlySpan<double> values, int size, Scaling? scaling, string source)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (offsets, divisors) = (scaling?.Offsets ?? [0], scaling?.Divisors ?? [1]);
        var elements = new T[values.Length];
        for (int i = 0, column = 0; i < elements.Length; i++)
        {
            elements[i] = T.CreateChecked((values[i] - offsets[column]) / divisors[column]);
            if (!T.IsFinite(elements[i]))
            {
                throw new DataException(FormattableString.Invariant(
                    $"{source}, row {(i / size) + 1}: value {values[i]} is too large for the precision {(typeof(T) == typeof(float) ? "float" : "double")}; expected is a smaller one, other scaling, or precision double."));
            }

            column = column + 1 == offsets.Length ? 0 : column + 1;
        }

        return elements;
    }
}
