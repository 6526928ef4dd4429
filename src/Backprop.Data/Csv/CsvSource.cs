using System.Numerics;

namespace Backprop.Data;

/// <summary>
/// A CSV file whose columns are understood: a first pass has found the number of rows, which columns are numbers and which are
/// texts, the classes, and the task; later passes read numbers straight into samples. Columns that are not targets are inputs,
/// those of texts one-hot. The task, unless it is given, is classification if the one target is text or has few whole numbers, each
/// twice on average; else regression.
/// </summary>
public sealed class CsvSource
{
    private readonly CellRoles _roles;
    private readonly Extent _extent;

    internal CsvSource(CsvFile file, DataSchema schema, CellRoles roles, Extent extent) =>
        (File, Schema, _roles, _extent) = (file, schema, roles, extent);

    /// <summary>The file.</summary>
    public CsvFile File { get; }

    /// <summary>How its columns become inputs, and what the targets mean; samples are scaled as it says.</summary>
    public DataSchema Schema { get; }

    /// <summary>Number of rows.</summary>
    public long RowCount => _extent.Rows;

    /// <summary>What was inferred, for people: one line.</summary>
    public string Summary
    {
        get
        {
            var (numeric, texts) = (Schema.Inputs.Count(c => c.IsNumeric), Schema.Inputs.Where(c => !c.IsNumeric).ToArray());
            var text = texts.Length == 0 ? "" : $", {texts.Length} text columns as {texts.Sum(c => c.Width)} one-hot inputs";
            var target = string.Join(", ", Schema.Targets);
            var what = Schema.Task == LearningTask.Classification
                ? $"{Schema.Outputs.Length} classes of column {target} ({Some(Schema.Outputs)})"
                : $"regression of column {target}";
            return $"{(File.HasHeader ? "a header" : "no header")}, {RowCount} rows, {numeric} numeric columns{text}; {what}";
        }
    }

    /// <summary>Makes the first pass.</summary>
    /// <param name="file">The file.</param>
    /// <param name="columns">What its columns are for.</param>
    /// <param name="scaling">Finds each column's offset and divisor in the same pass, from all rows, and puts them into the schema.</param>
    /// <exception cref="DataException">A cell or column is not what it must be, or a row differs in length or quoting.</exception>
    public static CsvSource Survey(CsvFile file, CsvColumns columns, ScalingKind scaling = ScalingKind.None)
    {
        ArgumentNullException.ThrowIfNull(columns);
        return new TableSurvey(file, columns, CellRoles.Of(file, columns)).OfAll(scaling);
    }

    /// <summary>
    /// Surveys a file and reads all of its rows. As long as the inputs are numbers the first pass looks at the targets alone, which
    /// is faster, and comes to the same.
    /// </summary>
    /// <exception cref="DataException">A cell or column is not what it must be, or a row differs in length or quoting.</exception>
    public static (CsvSource Source, Samples<T> Samples) ReadAll<T>(CsvFile file, CsvColumns columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(columns);
        var survey = new TableSurvey(file, columns, CellRoles.Of(file, columns));
        try
        {
            if (survey.OfTargets() is { } assumed)
            {
                return (assumed, assumed.Read<T>());
            }
        }
        catch (DataException)
        {
            // A text after all, or a mistake, which the whole survey tells apart.
        }

        var source = survey.OfAll(ScalingKind.None);
        return (source, source.Read<T>());
    }

    /// <summary>Takes a file for what a schema says, such as that of a model, without looking at its cells.</summary>
    /// <param name="file">The file.</param>
    /// <param name="schema">What the columns are.</param>
    /// <param name="roles">Where they are.</param>
    /// <exception cref="DataException">A row differs in length or quoting.</exception>
    public static CsvSource Of(CsvFile file, DataSchema schema, CellRoles roles)
    {
        ArgumentNullException.ThrowIfNull(file);
        return new(file, schema, roles, file.Pass([]));
    }

    /// <summary>Reads all rows: one pass, into memory of the samples' size.</summary>
    /// <exception cref="DataException">A cell is not what it must be, or there are more rows than an array can hold.</exception>
    public Samples<T> Read<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var encoder = new RowEncoder<T>(this, _roles);
        if (RowCount * Math.Max(encoder.InputSize, encoder.TargetSize) > Array.MaxLength)
        {
            throw new DataException($"{File.Path}: {RowCount} rows of {encoder.InputSize} inputs are too many for memory; expected are fewer, or to stream them.");
        }

        using var rows = Rows();
        var samples = encoder.Read(rows, (int)RowCount, encoder.Allocate((int)RowCount));
        return !samples.IsWeighted || samples.Weights.ContainsAnyExcept(0)
            ? samples
            : throw new DataException($"{File.Path}, column '{File.NameOf(_roles.Weight!.Value)}': every sample weight is 0; expected is one above 0.");
    }

    /// <summary>The rows batch by batch, for a file that is larger than memory.</summary>
    /// <param name="batchSize">Rows in a batch; the last of all may have fewer.</param>
    /// <param name="seed">Of the order of the rows inside a block.</param>
    /// <exception cref="ArgumentException">The batch size is below 1, or a batch does not fit in memory.</exception>
    public CsvStream<T> Stream<T>(int batchSize, long seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new(this, new RowEncoder<T>(this, _roles), batchSize, seed);

    /// <summary>The same file with another schema of the same columns, such as one that does not scale.</summary>
    public CsvSource With(DataSchema schema) => new(File, schema, _roles, _extent);

    /// <summary>The rows, before the first.</summary>
    internal CsvRows Rows() => File.Rows(_extent.HasSpaces);

    /// <summary>What to throw for a value that was read from a cell.</summary>
    /// <param name="row">The row, the first being 0.</param>
    /// <param name="value">The value's place among the inputs, or among the targets.</param>
    /// <param name="isTarget">Among which.</param>
    /// <param name="expected">What should be there.</param>
    internal DataException Wrong(int row, int value, bool isTarget, string expected)
    {
        int[] columns = isTarget ? _roles.Targets : [.. _roles.Inputs.SelectMany((column, c) => Enumerable.Repeat(column, Schema.Inputs[c].Width))];
        return File.Wrong(row + (File.HasHeader ? 2 : 1), columns[value], expected);
    }

    private static string Some(IReadOnlyList<string> names) =>
        names.Count <= 5 ? string.Join(", ", names) : string.Join(", ", names.Take(5)) + ", …";
}
