using System.Globalization;

namespace Backprop.Data;

/// <summary>Which columns of a file are inputs, targets and the sample weight, by index.</summary>
/// <param name="Inputs">In the order of the network's inputs.</param>
/// <param name="Targets">None where only inputs are read.</param>
/// <param name="Weight">Null if each row counts the same.</param>
public sealed record CellRoles(int[] Inputs, int[] Targets, int? Weight = null)
{
    /// <summary>The roles that a person gives: what is no target and no weight is an input.</summary>
    /// <exception cref="DataException">A column is not there or named twice, none is left for the inputs, or a header is repeated.</exception>
    public static CellRoles Of(CsvFile file, CsvColumns columns)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(columns);
        RequireNames(file);
        var targets = file.IndicesOf(columns.Target, "target");
        int? weight = columns.Weights is null ? null : file.IndexOf(columns.Weights);
        if (weight is { } column && targets.Contains(column))
        {
            throw new DataException($"{file.Path}: column '{columns.Weights}' is a target and the sample weight; expected is one of both.");
        }

        int[] inputs = [.. Enumerable.Range(0, file.ColumnCount).Where(c => !targets.Contains(c) && c != weight)];
        return inputs.Length > 0
            ? new(inputs, targets, weight)
            : throw new DataException($"{file.Path}: every column is a target; expected is one more column or more, for the inputs.");
    }

    /// <summary>
    /// The roles that a schema gives to another file than that it was made from. With headers on both sides columns are found by
    /// name. Else they are found by place: where they stood, if the schema is of a table without header and the file has as many
    /// columns; or the inputs come first, and then the targets.
    /// </summary>
    /// <param name="file">The file.</param>
    /// <param name="schema">What the columns are.</param>
    /// <param name="hasTargets">Whether targets are read too.</param>
    /// <param name="target">The target columns, by name or index, where the schema's are called otherwise.</param>
    /// <exception cref="DataException">A column is missing.</exception>
    public static CellRoles Of(CsvFile file, DataSchema schema, bool hasTargets, string? target = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(schema);
        int[] named = target is null ? [] : file.IndicesOf(target, "target");
        string[] inputNames = [.. schema.Inputs.Select(c => c.Name)];
        var targetCount = !schema.Targets.IsEmpty ? schema.Targets.Length : schema.Task == LearningTask.Classification ? 1 : schema.Outputs.Length;
        if (file.HasHeader && Places(inputNames) is null)
        {
            int[] found = [.. inputNames.Select(name => file.Require(name, "an input of the model"))];
            return new(found, !hasTargets ? [] : target is not null ? named : schema.Targets.IsEmpty
                ? Others(file, found, targetCount)
                : [.. schema.Targets.Select(name => file.Require(name, "a target of the model"))]);
        }

        var inputs = Places(inputNames) is { } places && places.Max() < file.ColumnCount && !places.Intersect(named).Any()
            ? places
            : Others(file, named, inputNames.Length);
        var stood = Places(schema.Targets) is { Length: > 0 } last && last.Max() < file.ColumnCount && !last.Intersect(inputs).Any() ? last : null;
        return new(inputs, !hasTargets ? [] : target is not null ? named : stood ?? Others(file, inputs, targetCount));
    }

    /// <summary>Passes if no two columns have the same name: a model of them could not find them again.</summary>
    private static void RequireNames(CsvFile file)
    {
        if (Enumerable.Range(0, file.ColumnCount).GroupBy(file.NameOf).FirstOrDefault(columns => columns.Count() > 1) is { } same)
        {
            throw new DataException($"{file.Path}: column '{same.Key}' is there more than once, as {string.Join(" and ", same)} (the first is 0); expected is each name once.");
        }
    }

    /// <summary>The first columns that are not taken.</summary>
    private static int[] Others(CsvFile file, int[] taken, int count)
    {
        int[] others = [.. Enumerable.Range(0, file.ColumnCount).Except(taken).Take(count)];
        return others.Length == count
            ? others
            : throw new DataException($"{file.Path}: there are {file.ColumnCount} columns; expected are {taken.Length + count} or more, as the model's table has.");
    }

    /// <summary>The indices that names of columns without header are; null if one is none.</summary>
    private static int[]? Places(IEnumerable<string> names)
    {
        var places = names.Select(name => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? place : -1).ToArray();
        return places.Contains(-1) ? null : places;
    }
}
