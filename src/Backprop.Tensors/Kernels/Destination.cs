using System.Runtime.CompilerServices;

namespace Backprop.Tensors.Kernels;

/// <summary>Where a product goes: C, what its sums start from, and, where they are gradients that move C, its elements' states.</summary>
internal readonly ref struct Destination<T>
    where T : struct
{
    private Destination(Span<T> values, int columnStep, ReadOnlySpan<T> bias, Span<T> first, Span<T> second)
    {
        Values = values;
        ColumnStep = columnStep;
        Bias = bias;
        First = first;
        Second = second;
    }

    /// <summary>C, column-major.</summary>
    public readonly Span<T> Values;

    /// <summary>What the sums of each row start from; empty for 0.</summary>
    public readonly ReadOnlySpan<T> Bias;

    /// <summary>The first state of each element of C, in the same places; empty if there is none.</summary>
    public readonly Span<T> First;

    /// <summary>The second state likewise.</summary>
    public readonly Span<T> Second;

    /// <summary>Distance between two columns of C.</summary>
    public int ColumnStep { get; }

    /// <summary>C ← bias + A·B; without a bias C ← A·B.</summary>
    public static Destination<T> Overwrite(Span<T> values, int columnStep, ReadOnlySpan<T> bias = default) => new(values, columnStep, bias, default, default);

    /// <summary>Each element of A·B, once its sum is whole, moves its element of C.</summary>
    public static Destination<T> Move(Span<T> values, int columnStep, Span<T> first, Span<T> second) => new(values, columnStep, default, first, second);

    /// <summary>Whether so many columns take 2 MB or more, which no second-level cache holds.</summary>
    public bool IsFar(int columns) => (long)ColumnStep * columns * Unsafe.SizeOf<T>() >= 1 << 21;

    /// <summary>The rows and columns from (<paramref name="row"/>, <paramref name="column"/>) on.</summary>
    public Destination<T> From(int row, int column)
    {
        var place = (column * ColumnStep) + row;
        return new(
            Values[place..],
            ColumnStep,
            Bias.IsEmpty ? Bias : Bias[row..],
            First.IsEmpty ? First : First[place..],
            Second.IsEmpty ? Second : Second[place..]);
    }
}
