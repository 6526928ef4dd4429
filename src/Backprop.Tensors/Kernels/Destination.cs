namespace Backprop.Tensors.Kernels;

/// <summary>Where a product goes and what becomes of what is there: C ← bias + A·B, or C ← C + descent·(A·B), fused.</summary>
internal readonly ref struct Destination<T>
    where T : struct
{
    private Destination(Span<T> values, int columnStep, ReadOnlySpan<T> bias, T? descent)
    {
        Values = values;
        ColumnStep = columnStep;
        Bias = bias;
        Descent = descent;
    }

    /// <summary>C, column-major.</summary>
    public readonly Span<T> Values;

    /// <summary>What the sums of each row start from; empty for 0.</summary>
    public readonly ReadOnlySpan<T> Bias;

    /// <summary>Distance between two columns of C.</summary>
    public int ColumnStep { get; }

    /// <summary>Null to overwrite C with the sums; else what they are multiplied by and added to C.</summary>
    public T? Descent { get; }

    /// <summary>C ← bias + A·B; without a bias C ← A·B.</summary>
    public static Destination<T> Overwrite(Span<T> values, int columnStep, ReadOnlySpan<T> bias = default) => new(values, columnStep, bias, null);

    /// <summary>C ← C + factor·(A·B), each element rounded once after its sum.</summary>
    public static Destination<T> Descend(Span<T> values, int columnStep, T? factor) => new(values, columnStep, default, factor);

    /// <summary>The rows from <paramref name="row"/> on.</summary>
    public Destination<T> FromRow(int row) => new(Values[row..], ColumnStep, Bias.IsEmpty ? Bias : Bias[row..], Descent);

    /// <summary>The columns from <paramref name="column"/> on.</summary>
    public Destination<T> FromColumn(int column) => new(Values[(column * ColumnStep)..], ColumnStep, Bias, Descent);
}
