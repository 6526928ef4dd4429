using System.Numerics;

namespace Backprop.Data;

/// <summary>From the doubles that data is read as to the elements that a network is made of.</summary>
public static class ElementConversion
{
    /// <summary>Samples as a network takes them: scaled in double, then each value rounded once, to nearest.</summary>
    /// <param name="samples">Finite values in the units of the data.</param>
    /// <param name="schema">The names of the values, and their scaling.</param>
    /// <param name="source">What messages call the data.</param>
    /// <param name="rows">The rows that the samples are of it, the first being 0; null for all.</param>
    /// <exception cref="DataException">A value is too large for T.</exception>
    public static Samples<T> Scaled<T>(Samples<double> samples, DataSchema schema, string source, IReadOnlyList<int>? rows = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentNullException.ThrowIfNull(schema);
        return new(
            samples.InputSize, Rounded<T>(samples.Inputs, schema.InputScaling, i => Place(i, samples.InputSize, schema.Inputs.SelectMany(c => c.ValueNames))),
            samples.TargetSize, Rounded<T>(samples.Targets, schema.OutputScaling, i => Place(i, samples.TargetSize, schema.Outputs)),
            samples.Weights.ToArray());

        string Place(int i, int size, IEnumerable<string> names) => FormattableString.Invariant(
            $"{source}, row {(rows is null ? i / size : rows[i / size]) + 1}, column '{names.ElementAt(i % size)}'");
    }

    private static T[] Rounded<T>(ReadOnlySpan<double> values, Scaling? scaling, Func<int, string> place)
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
                    $"{place(i)}: {values[i]} is too large for the precision {(typeof(T) == typeof(float) ? "float" : "double")}; expected is a smaller one, other scaling, or precision double."));
            }

            column = column + 1 == offsets.Length ? 0 : column + 1;
        }

        return elements;
    }
}
