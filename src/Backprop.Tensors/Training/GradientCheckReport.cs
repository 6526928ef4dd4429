namespace Backprop.Tensors;

/// <summary>How a gradient is checked.</summary>
public sealed record GradientCheckSettings
{
    /// <summary>Random directions, 0 or more: one tries all parameters at once.</summary>
    public int Directions { get; init => field = value >= 0 ? value : throw Impossible(nameof(Directions), value, "0 or more"); } = 8;

    /// <summary>Parameters to try one by one, 0 or more; of a network that has more, so many are drawn at random.</summary>
    public int Parameters { get; init => field = value >= 0 ? value : throw Impossible(nameof(Parameters), value, "0 or more"); } = 1000;

    /// <summary>h, above 0 and at most 1.</summary>
    public double Step { get; init => field = value is > 0 and <= 1 ? value : throw Impossible(nameof(Step), value, "above 0 and at most 1"); } = 1e-4;

    /// <summary>What gradient g and difference D may differ by, as a share of 1 + |D|; null derives it.</summary>
    public double? Tolerance { get; init => field = value is null or > 0 ? value : throw Impossible(nameof(Tolerance), value.Value, "above 0, or null"); }

    /// <summary>The seed of directions and of parameters that are drawn.</summary>
    public long Seed { get; init; }

    private static ArgumentException Impossible(string property, double value, string allowed) =>
        new(FormattableString.Invariant($"{property} is {value}; allowed is {allowed}."));
}

/// <summary>A derivative by backpropagation beside the one by differences.</summary>
/// <param name="Where">Such as <c>layer 1, weight [2, 0]</c> or <c>layer 1, bias [2]</c> (row, column, from 0), or <c>direction 3</c>.</param>
/// <param name="Analytic">By backpropagation.</param>
/// <param name="Numeric">By central differences.</param>
/// <param name="Tolerance">What they may differ by.</param>
public sealed record GradientComparison(string Where, double Analytic, double Numeric, double Tolerance)
{
    /// <summary>Whether they agree.</summary>
    public bool IsPassed => Math.Abs(Analytic - Numeric) <= Tolerance;

    /// <summary>How many times the tolerance they differ by.</summary>
    public double Excess => Math.Abs(Analytic - Numeric) is var difference && double.IsNaN(difference) ? double.PositiveInfinity : difference / Tolerance;

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant(
        $"{Where}: gradient {Analytic:R}, central difference {Numeric:R}, which differ by {Math.Abs(Analytic - Numeric):G3}, allowed is {Tolerance:G3}");
}

/// <summary>What a gradient check found.</summary>
/// <param name="Loss">E.</param>
/// <param name="GradientNorm">√Σg²: a check at 0 shows little.</param>
/// <param name="Directions">The directions that could be compared.</param>
/// <param name="Parameters">The parameters that could be compared.</param>
public sealed record GradientCheckReport(double Loss, double GradientNorm, IReadOnlyList<GradientComparison> Directions, IReadOnlyList<GradientComparison> Parameters)
{
    /// <summary>Directions and parameters that could not be compared, for a kink is near.</summary>
    public required int Skipped { get; init; }

    /// <summary>Whether computing the gradient twice gave the same bits.</summary>
    public required bool IsRepeatable { get; init; }

    /// <summary>The parameter that differs most, as a multiple of its tolerance; null if none could be compared.</summary>
    public GradientComparison? Worst => Parameters.MaxBy(each => each.Excess);

    /// <summary>Whether all that could be compared agrees, and something could, and twice is the same.</summary>
    public bool IsPassed =>
        IsRepeatable && Directions.Count + Parameters.Count > 0 && Directions.All(each => each.IsPassed) && Parameters.All(each => each.IsPassed);

    /// <summary>The verdict, what was compared, and the worst of it.</summary>
    public override string ToString() =>
        $"{(IsPassed ? "passed" : "failed")}: {Directions.Count} directions and {Parameters.Count} parameters compared, {Skipped} skipped near kinks"
        + $"{(IsRepeatable ? "" : "; the same input gives another gradient the second time")}"
        + $"{(Worst ?? Directions.MaxBy(each => each.Excess)) switch { { } worst => $"; worst {worst}", null => "" }}";
}
