using System.Collections.Immutable;

namespace Backprop;

/// <summary>How columns are brought to one range.</summary>
public enum ScalingKind
{
    /// <summary>Values as they are.</summary>
    None,

    /// <summary>To 0 … 1: (x − min)/(max − min).</summary>
    MinMax,

    /// <summary>To mean 0 and standard deviation 1: (x − mean)/√(Σ(x − mean)²/n).</summary>
    Standard,
}

/// <summary>
/// x ← (x − offset)/divisor, a pair for each column. It is fitted on the rows that train, and applied to all. A column that
/// is constant in those rows is left alone.
/// </summary>
public sealed class Scaling
{
    private Scaling(ImmutableArray<double> offsets, ImmutableArray<double> divisors) => (Offsets, Divisors) = (offsets, divisors);

    /// <summary>What is taken off, per column.</summary>
    public ImmutableArray<double> Offsets { get; }

    /// <summary>What is then divided by, per column.</summary>
    public ImmutableArray<double> Divisors { get; }

    /// <summary>A scaling that was found before, such as a model file's.</summary>
    /// <param name="offsets">Finite, one for each column.</param>
    /// <param name="divisors">Finite and not 0, as many.</param>
    /// <exception cref="ArgumentException">They are not.</exception>
    public static Scaling Of(ReadOnlySpan<double> offsets, ReadOnlySpan<double> divisors)
    {
        if (offsets.Length != divisors.Length || offsets.IsEmpty)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"Scaling has {offsets.Length} offsets and {divisors.Length} divisors; allowed is one of each for every column."));
        }

        for (var c = 0; c < offsets.Length; c++)
        {
            Validated.Finite(offsets[c], $"Offset {c} of scaling");
            Validated.Require(double.IsFinite(divisors[c]) && divisors[c] != 0, divisors[c], "a finite number other than 0", $"Divisor {c} of scaling");
        }

        return new([.. offsets], [.. divisors]);
    }

    /// <summary>Finds each column's offset and divisor.</summary>
    /// <param name="kind">How to scale.</param>
    /// <param name="values">Rows of finite values, one after the other.</param>
    /// <param name="names">What messages call the columns; as many as there are columns.</param>
    /// <exception cref="ArgumentException">No names, no whole rows or none, or a column that is not finite or spans more than a double can hold.</exception>
    public static Scaling Fit(ScalingKind kind, ReadOnlySpan<double> values, IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        var columns = names.Count;
        Require(values.Length, columns);
        if (values.IsEmpty)
        {
            throw new ArgumentException("There are no rows to fit a scaling to; allowed is one or more.");
        }

        var (offsets, divisors) = (new double[columns], new double[columns]);
        for (var c = 0; c < columns; c++)
        {
            (offsets[c], divisors[c]) = kind switch
            {
                ScalingKind.MinMax => MinMax(values, c, columns),
                ScalingKind.Standard => Standard(values, c, columns),
                _ => (0, 1),
            };
            if (!double.IsFinite(offsets[c]) || !double.IsFinite(divisors[c]))
            {
                throw new ArgumentException($"{names[c]} spans more than can be scaled; expected are finite values whose squares add up to less than 1e308.");
            }
        }

        return new([.. offsets], [.. divisors]);
    }

    /// <summary>(x − offset)/divisor.</summary>
    /// <param name="values">Rows of values, one after the other.</param>
    /// <returns>As many.</returns>
    /// <exception cref="ArgumentException">No whole rows.</exception>
    public double[] Apply(ReadOnlySpan<double> values)
    {
        Require(values.Length, Offsets.Length);
        var scaled = new double[values.Length];
        for (var i = 0; i < scaled.Length; i++)
        {
            scaled[i] = (values[i] - Offsets[i % Offsets.Length]) / Divisors[i % Divisors.Length];
        }

        return scaled;
    }

    /// <summary>x·divisor + offset: undoes <see cref="Apply"/> up to rounding.</summary>
    /// <param name="values">Rows of scaled values, one after the other.</param>
    /// <returns>As many.</returns>
    /// <exception cref="ArgumentException">No whole rows.</exception>
    public double[] Invert(ReadOnlySpan<double> values)
    {
        Require(values.Length, Offsets.Length);
        var original = new double[values.Length];
        for (var i = 0; i < original.Length; i++)
        {
            original[i] = Math.FusedMultiplyAdd(values[i], Divisors[i % Divisors.Length], Offsets[i % Offsets.Length]);
        }

        return original;
    }

    private static void Require(int values, int columns)
    {
        if (columns == 0 || values % columns != 0)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"{values} values are no rows of {columns} columns; allowed are whole rows of one column or more."));
        }
    }

    private static (double Offset, double Divisor) MinMax(ReadOnlySpan<double> values, int column, int columns)
    {
        var (least, greatest) = Range(values, column, columns);
        return least == greatest ? (0, 1) : (least, greatest - least);
    }

    private static (double Offset, double Divisor) Standard(ReadOnlySpan<double> values, int column, int columns)
    {
        var (least, greatest) = Range(values, column, columns);
        var (count, sum, squares) = (values.Length / columns, 0.0, 0.0);
        for (var i = column; i < values.Length; i += columns)
        {
            sum += values[i];
        }

        var mean = sum / count;
        for (var i = column; i < values.Length; i += columns)
        {
            squares = Math.FusedMultiplyAdd(values[i] - mean, values[i] - mean, squares);
        }

        // The squares of values below 1e-160 vanish: such a column counts as constant too.
        var deviation = Math.Sqrt(squares / count);
        return least == greatest || deviation == 0 ? (0, 1) : (mean, deviation);
    }

    private static (double Least, double Greatest) Range(ReadOnlySpan<double> values, int column, int columns)
    {
        var (least, greatest) = (double.PositiveInfinity, double.NegativeInfinity);
        for (var i = column; i < values.Length; i += columns)
        {
            (least, greatest) = (Math.Min(least, values[i]), Math.Max(greatest, values[i]));
        }

        return (least, greatest);
    }
}
