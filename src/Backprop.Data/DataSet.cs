using System.Collections.Immutable;

namespace Backprop.Data;

/// <summary>Samples with what is known about them, before scaling and rounding to an element type.</summary>
/// <param name="Name">A built-in set's name, or the file's.</param>
/// <param name="Task">What is to be learnt.</param>
/// <param name="Samples">Inputs and targets; those of classes are one-hot, or 0 and 1 in a truth table.</param>
public sealed record DataSet(string Name, LearningTask Task, Samples<double> Samples)
{
    /// <summary>A name for each input value; a one-hot column's is <c>column=category</c>.</summary>
    public required ImmutableArray<string> InputNames { get; init; }

    /// <summary>A name for each target value: the classes in ordinal order, or the target columns.</summary>
    public required ImmutableArray<string> TargetNames { get; init; }

    /// <summary>Where it comes from.</summary>
    public required DataOrigin Origin { get; init; }

    /// <summary>Whether these are all samples that there can be.</summary>
    public bool IsTruthTable => Origin == DataOrigin.TruthTable;

    /// <summary>What was inferred about the data, for people: one line.</summary>
    public required string Summary { get; init; }

    /// <summary>Whether targets are classes, one-hot.</summary>
    public bool IsOneHot => Task == LearningTask.Classification && !IsTruthTable;

    /// <summary>The class of each sample: the position of its largest target, all 0 where targets are not one-hot.</summary>
    public int[] Classes()
    {
        var classes = new int[Samples.Count];
        for (var n = 0; n < classes.Length && IsOneHot; n++)
        {
            classes[n] = Samples.Target(n).IndexOf(1.0);
        }

        return classes;
    }
}
