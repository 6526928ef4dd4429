namespace Backprop.Data;

/// <summary>What a column's offset and divisor follow from, kept up to date row by row, so that one pass suffices.</summary>
/// <remarks>
/// Mean and Σ(x − mean)² by the recurrences of B. Welford, "Note on a method for calculating corrected sums of squares and
/// products", 1962; they agree with those of <see cref="Scaling.Fit"/> up to rounding.
/// </remarks>
internal struct RunningScale
{
    private long _count;
    private double _mean, _squares;
    private double _least = double.PositiveInfinity, _greatest = double.NegativeInfinity;

    public RunningScale()
    {
    }

    /// <summary>Takes in one value.</summary>
    public void Add(double x)
    {
        _count++;
        var d = x - _mean;
        _mean += d / _count;
        _squares = Math.FusedMultiplyAdd(d, x - _mean, _squares);
        (_least, _greatest) = (Math.Min(_least, x), Math.Max(_greatest, x));
    }

    /// <summary>The pair for the values so far.</summary>
    public readonly (double Offset, double Divisor) Pair(ScalingKind kind)
    {
        var deviation = Math.Sqrt(_squares / _count);
        return kind switch
        {
            ScalingKind.MinMax when _least < _greatest => (_least, _greatest - _least),
            ScalingKind.Standard when _least < _greatest && deviation != 0 => (_mean, deviation),
            _ => (0, 1),
        };
    }

    /// <summary>The pair for a value that is 1 in that share of the rows, and else 0.</summary>
    public static (double Offset, double Divisor) PairOfShare(ScalingKind kind, double share) =>
        kind == ScalingKind.Standard && share is > 0 and < 1 ? (share, Math.Sqrt(share * (1 - share))) : (0, 1);
}
