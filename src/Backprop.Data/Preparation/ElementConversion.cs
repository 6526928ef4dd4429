using System.Numerics;

namespace Backprop.Data;

/// <summary>From the doubles that data is read as to the elements that a network is made of.</summary>
public static class ElementConversion
{
    /// <summary>Samples as a network takes them: scaled in double, then each value rounded once, to nearest.</summary>
    /// <param name="samples">Finite values in the units of the data.</param>
    /// <param name="schema">The names of the values, and their scaling.</param>
    /// <param name="data">What the samples are of.</param>
    /// <param name="rows">The rows that the samples are of it, the first being 0; null for all.</param>
    /// <exception cref="DataException">A value is too large for T.</exception>
    /// <exception cref="ArgumentException">The scaling is not of the samples' values.</exception>
    public static Samples<T> Scaled<T>(Samples<double> samples, DataSchema schema, DataSet data, IReadOnlyList<int>? rows = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(data);
        return new(
            samples.InputSize, Rounded<T>(samples.Inputs, samples.InputSize, schema.InputScaling, i => Wrong(i, samples.InputSize, isTarget: false)),
            samples.TargetSize, Rounded<T>(samples.Targets, samples.TargetSize, schema.OutputScaling, i => Wrong(i, samples.TargetSize, isTarget: true)),
            samples.Weights.ToArray());

        DataException Wrong(int i, int size, bool isTarget)
        {
            var (row, value) = (rows is null ? i / size : rows[i / size], i % size);
            var expected = $"a number that, once scaled, is finite in the precision {(typeof(T) == typeof(float) ? "float" : "double")}";
            var name = isTarget ? data.TargetNames[value] : data.InputNames[value];
            return data.Source?.Wrong(row, value, isTarget, expected) ?? new(FormattableString.Invariant(
                $"{data.Name}, row {row + 1}, column '{name}': {(isTarget ? samples.Targets : samples.Inputs)[i]}; expected is {expected}."));
        }
    }

    private static T[] Rounded<T>(ReadOnlySpan<double> values, int size, Scaling? scaling, Func<int, DataException> wrong)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (scaling is not null && scaling.Offsets.Length != size)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"Scaling is of {scaling.Offsets.Length} values; allowed is {size}, one pair for each value of a sample."));
        }

        var (offsets, divisors) = (scaling?.Offsets ?? [0], scaling?.Divisors ?? [1]);
        var elements = new T[values.Length];
        for (int i = 0, column = 0; i < elements.Length; i++)
        {
            elements[i] = T.CreateChecked((values[i] - offsets[column]) / divisors[column]);
            if (!T.IsFinite(elements[i]))
            {
                throw wrong(i);
            }

            column = column + 1 == offsets.Length ? 0 : column + 1;
        }

        return elements;
    }
}
