using System.Collections.Immutable;

namespace Backprop.Data;

/// <summary>Samples with what is known about them, before scaling and rounding to an element type.</summary>
/// <param name="Name">A built-in set's name, or the file's.</param>
/// <param name="Schema">What the values are. A scaling in it is one that goes with the data, and has not been applied.</param>
/// <param name="Samples">Inputs and targets; those of classes are one-hot, or 0 and 1 in a truth table.</param>
public sealed record DataSet(string Name, DataSchema Schema, Samples<double> Samples)
{
    /// <summary>What is to be learnt.</summary>
    public LearningTask Task => Schema.Task;

    /// <summary>A name for each input value; a one-hot column's is <c>column=category</c>.</summary>
    public ImmutableArray<string> InputNames =>
        [.. Schema.Inputs.SelectMany(c => c.ValueNames)];

    /// <summary>A name for each target value: the classes in ordinal order, or the target columns.</summary>
    public ImmutableArray<string> TargetNames => Schema.Outputs;

    /// <summary>Where it comes from.</summary>
    public required DataOrigin Origin { get; init; }

    /// <summary>The file whose rows the samples are; null where they are of no CSV file.</summary>
    internal CsvSource? Source { get; private init; }

    /// <summary>All rows of a CSV file.</summary>
    /// <exception cref="DataException">A cell or column is not what it must be.</exception>
    public static DataSet Read(CsvFile file, CsvColumns columns)
    {
        var (source, samples) = CsvSource.ReadAll<double>(file, columns);
        return Of(source, samples);
    }

    /// <summary>All rows of a CSV file as a schema takes them, such as that of a model; its scaling is kept, and not applied.</summary>
    /// <exception cref="DataException">A cell or column is not what it must be.</exception>
    public static DataSet Read(CsvFile file, DataSchema schema, CellRoles roles)
    {
        ArgumentNullException.ThrowIfNull(schema);
        var source = CsvSource.Of(file, schema with { InputScaling = null, OutputScaling = null }, roles);
        return Of(source, source.Read<double>()) with { Schema = schema };
    }

    private static DataSet Of(CsvSource source, Samples<double> samples) =>
        new(Path.GetFileName(source.File.Path), source.Schema, samples) { Origin = DataOrigin.File, Summary = source.Summary, Source = source };

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
