using System.Collections.Immutable;
using System.Numerics;

namespace Backprop.Data;

/// <summary>
/// A CSV file whose columns are understood: a first pass has found the number of rows, which columns are numbers and which are
/// texts, the classes, and the task; later passes read numbers straight into samples. Columns that are not targets are inputs,
/// those of texts one-hot. The task is classification if the one target is text or has few whole numbers, each twice on average;
/// else regression.
/// </summary>
public sealed class CsvSource
{
    private const int MostWholeNumberClasses = 20;

    private readonly CellRoles _roles;

    private CsvSource(CsvFile file, DataSchema schema, CellRoles roles, long rowCount) =>
        (File, Schema, _roles, RowCount) = (file, schema, roles, rowCount);

    /// <summary>The file.</summary>
    public CsvFile File { get; }

    /// <summary>How its columns become inputs, and what the targets mean; samples are scaled as it says.</summary>
    public DataSchema Schema { get; }

    /// <summary>Number of rows.</summary>
    public long RowCount { get; }

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
        var roles = CellRoles.Of(file, columns);
        return Survey(file, columns, roles, [.. roles.Inputs.Select(column => new ColumnSurvey(column) { IsMeasured = scaling != ScalingKind.None })], scaling);
    }

    /// <summary>
    /// Surveys a file and reads all of its rows. As long as the inputs are numbers the first pass looks at the targets alone, which
    /// is faster, and comes to the same.
    /// </summary>
    /// <exception cref="DataException">A cell or column is not what it must be, or a row differs in length or quoting.</exception>
    public static (CsvSource Source, Samples<T> Samples) ReadAll<T>(CsvFile file, CsvColumns columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var roles = CellRoles.Of(file, columns);
        if (BeginsWithNumbers(file, roles.Inputs))
        {
            try
            {
                // Columns that nothing is known of pass for numbers.
                var assumed = Survey(file, columns, roles, [.. roles.Inputs.Select(column => new ColumnSurvey(column))], ScalingKind.None, areInputsSeen: false);
                return (assumed, assumed.Read<T>());
            }
            catch (DataException)
            {
                // A text after all, or a mistake, which the whole survey tells apart.
            }
        }

        var source = Survey(file, columns);
        return (source, source.Read<T>());
    }

    private static CsvSource Survey(
        CsvFile file, CsvColumns columns, CellRoles roles, ColumnSurvey[] inputs, ScalingKind scaling, bool areInputsSeen = true)
    {
        var targets = roles.Targets.Select(column => new ColumnSurvey(column) { IsTarget = true, TakesNumbersForCategories = true }).ToArray();
        var rowCount = Pass(file, areInputsSeen ? [.. inputs, .. targets] : targets);

        // A column of texts among which are numbers, so that those count as categories too.
        var mixed = inputs.Where(c => c.NeedsAnotherLook).Select(c => new ColumnSurvey(c.Column) { TakesNumbersForCategories = true }).ToArray();
        if (mixed.Length > 0)
        {
            Pass(file, mixed);
            inputs = Array.ConvertAll(inputs, c => Array.Find(mixed, m => m.Column == c.Column) ?? c);
        }

        var task = columns.Task ?? Infer(file, targets, rowCount);
        RequireNumbers(file, task == LearningTask.Regression ? [.. inputs.Where(c => c.IsNumeric), .. targets] : inputs.Where(c => c.IsNumeric));
        var encoded = inputs.Select(c => new InputColumn(file.NameOf(c.Column), c.IsNumeric ? [] : c.Categories(file))).ToImmutableArray();
        var schema = new DataSchema(task, encoded, task == LearningTask.Classification ? Classes(file, targets) : [.. roles.Targets.Select(file.NameOf)])
        {
            Targets = [.. roles.Targets.Select(file.NameOf)],
        };
        if (scaling != ScalingKind.None)
        {
            schema = schema with
            {
                InputScaling = Scale(file, inputs.Select((c, i) => (c.Column, c.Pairs(scaling, encoded[i].Categories)))),
                OutputScaling = task == LearningTask.Regression ? Scale(file, targets.Select(c => (c.Column, c.Pairs(scaling, [])))) : null,
            };
        }

        return new(file, schema, roles, rowCount);
    }

    /// <summary>Takes a file for what a schema says, such as that of a model, without looking at its cells.</summary>
    /// <param name="file">The file.</param>
    /// <param name="schema">What the columns are.</param>
    /// <param name="roles">Where they are.</param>
    /// <exception cref="DataException">A row differs in length or quoting.</exception>
    public static CsvSource Of(CsvFile file, DataSchema schema, CellRoles roles)
    {
        ArgumentNullException.ThrowIfNull(file);
        return new(file, schema, roles, file.CountRows());
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

        using var rows = File.Rows();
        var samples = encoder.Read(rows, (int)RowCount, encoder.Allocate((int)RowCount));
        return !samples.IsWeighted || samples.Weights.ContainsAnyExcept(0)
            ? samples
            : throw new DataException($"{File.Path}, column '{File.NameOf(_roles.Weight!.Value)}': every sample weight is 0; expected is one above 0.");
    }

    /// <summary>The rows batch by batch, for a file that is larger than memory.</summary>
    /// <param name="batchSize">Rows in a batch; the last of all may have fewer.</param>
    /// <param name="seed">Of the order of the rows inside a block.</param>
    /// <param name="firstEpoch">Epochs that an earlier stream has been through, so that this one goes on in their order.</param>
    /// <exception cref="ArgumentException">The batch size is below 1, or a batch does not fit in memory.</exception>
    public CsvStream<T> Stream<T>(int batchSize, long seed, int firstEpoch = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new(this, new RowEncoder<T>(this, _roles), batchSize, seed, firstEpoch);

    /// <summary>The same file with another schema of the same columns, such as one that does not scale.</summary>
    public CsvSource With(DataSchema schema) => new(File, schema, _roles, RowCount);

    private static bool BeginsWithNumbers(CsvFile file, int[] columns)
    {
        using var rows = file.Rows();
        return rows.Read() && Array.TrueForAll(columns, rows.IsNumber);
    }

    private static long Pass(CsvFile file, ColumnSurvey[] surveys)
    {
        using var rows = file.Rows();
        var count = 0L;
        for (; rows.Read(); count++)
        {
            foreach (var survey in surveys)
            {
                survey.Add(rows);
            }
        }

        return count;
    }

    private static LearningTask Infer(CsvFile file, ColumnSurvey[] targets, long rows)
    {
        if (targets.Length > 1)
        {
            return LearningTask.Regression;
        }

        if (!targets[0].IsNumeric)
        {
            return LearningTask.Classification;
        }

        RequireNumbers(file, targets);
        var distinct = targets[0].Distinct;
        return targets[0].AreWhole && distinct is > 1 and <= MostWholeNumberClasses && 2 * distinct <= rows
            ? LearningTask.Classification
            : LearningTask.Regression;
    }

    /// <summary>Tells the first mistake in columns of numbers.</summary>
    private static void RequireNumbers(CsvFile file, IEnumerable<ColumnSurvey> columns)
    {
        if (columns.Where(c => c.FirstMistake > 0).MinBy(c => c.FirstMistake) is { } wrong)
        {
            throw file.Wrong(wrong.FirstMistake, wrong.Column, "a finite number");
        }
    }

    private static ImmutableArray<string> Classes(CsvFile file, ColumnSurvey[] targets)
    {
        if (targets.Length > 1)
        {
            throw new DataException($"{file.Path}: {targets.Length} target columns; expected is one for classification.");
        }

        var classes = targets[0].Categories(file);
        return classes.Length > 1
            ? classes
            : throw new DataException(
                $"{file.Path}, column '{file.NameOf(targets[0].Column)}': every row is of class '{classes[0]}'; expected are two classes or more.");
    }

    private static Scaling Scale(CsvFile file, IEnumerable<(int Column, IEnumerable<(double Offset, double Divisor)> Pairs)> columns)
    {
        var (offsets, divisors) = (new List<double>(), new List<double>());
        foreach (var (column, pairs) in columns)
        {
            foreach (var (offset, divisor) in pairs)
            {
                offsets.Add(offset);
                divisors.Add(divisor);
                if (!double.IsFinite(offset) || !double.IsFinite(divisor))
                {
                    throw new DataException(
                        $"{file.Path}, column '{file.NameOf(column)}' spans more than can be scaled; expected are values whose squares add up to less than 1e308.");
                }
            }
        }

        return Scaling.Of(offsets.ToArray(), divisors.ToArray());
    }

    private static string Some(IReadOnlyList<string> names) =>
        names.Count <= 5 ? string.Join(", ", names) : string.Join(", ", names.Take(5)) + ", …";
}
