using System.Collections.Immutable;

namespace Backprop.Data;

/// <summary>
/// The first pass over a CSV file and what follows from it: the number of rows, which columns are numbers and which are texts, the
/// classes, the scaling, and the task. That is classification if the one target is text or has few whole numbers, each twice on
/// average; else regression.
/// </summary>
/// <param name="file">The file.</param>
/// <param name="columns">What its columns are for.</param>
/// <param name="roles">The same by index.</param>
internal sealed class TableSurvey(CsvFile file, CsvColumns columns, CellRoles roles)
{
    private const int MostWholeNumberClasses = 20;

    /// <summary>Looks at all columns.</summary>
    /// <param name="scaling">Finds each column's offset and divisor in the same pass, from all rows.</param>
    /// <exception cref="DataException">A cell or column is not what it must be, or a row differs in length or quoting.</exception>
    public CsvSource OfAll(ScalingKind scaling)
    {
        ColumnSurvey[] inputs = [.. roles.Inputs.Select(column => new ColumnSurvey(column) { IsMeasured = scaling != ScalingKind.None })];
        var targets = Targets();
        var extent = file.Pass([.. inputs, .. targets]);

        // A column of texts among which are numbers, so that those count as categories too.
        var mixed = inputs.Where(c => c.NeedsAnotherLook).Select(c => new ColumnSurvey(c.Column) { TakesNumbersForCategories = true }).ToArray();
        if (mixed.Length > 0)
        {
            file.Pass(mixed);
            inputs = Array.ConvertAll(inputs, c => Array.Find(mixed, m => m.Column == c.Column) ?? c);
        }

        return Conclude(inputs, targets, extent, scaling);
    }

    /// <summary>Looks at the targets alone, which is faster, and takes the inputs for numbers; null if the first row tells that they are not.</summary>
    /// <exception cref="DataException">A target is not what it must be, or a row differs in length or quoting.</exception>
    public CsvSource? OfTargets()
    {
        using (var rows = file.Rows())
        {
            if (!rows.Read() || !Array.TrueForAll(roles.Inputs, rows.IsNumber))
            {
                return null;
            }
        }

        // Columns that nothing is known of pass for numbers.
        var targets = Targets();
        return Conclude([.. roles.Inputs.Select(column => new ColumnSurvey(column))], targets, file.Pass(targets), ScalingKind.None);
    }

    private ColumnSurvey[] Targets() =>
        [.. roles.Targets.Select(column => new ColumnSurvey(column) { IsTarget = true, TakesNumbersForCategories = columns.Task != LearningTask.Regression })];

    private CsvSource Conclude(ColumnSurvey[] inputs, ColumnSurvey[] targets, Extent extent, ScalingKind scaling)
    {
        var task = columns.Task ?? Infer(targets, extent.Rows);
        RequireNumbers(task == LearningTask.Regression ? [.. inputs.Where(c => c.IsNumeric), .. targets] : inputs.Where(c => c.IsNumeric));
        var encoded = inputs.Select(c => new InputColumn(file.NameOf(c.Column), c.IsNumeric ? [] : c.Categories(file))).ToImmutableArray();
        var schema = new DataSchema(task, encoded, task == LearningTask.Classification ? Classes(targets) : [.. roles.Targets.Select(file.NameOf)])
        {
            Targets = [.. roles.Targets.Select(file.NameOf)],
        };
        if (scaling != ScalingKind.None)
        {
            schema = schema with
            {
                InputScaling = Scale(inputs.Select((c, i) => (c.Column, c.Pairs(scaling, encoded[i].Categories)))),
                OutputScaling = task == LearningTask.Regression ? Scale(targets.Select(c => (c.Column, c.Pairs(scaling, [])))) : null,
            };
        }

        return new(file, schema, roles, extent);
    }

    private LearningTask Infer(ColumnSurvey[] targets, long rows)
    {
        if (targets.Length > 1)
        {
            return LearningTask.Regression;
        }

        if (!targets[0].IsNumeric)
        {
            return LearningTask.Classification;
        }

        RequireNumbers(targets);
        var distinct = targets[0].Distinct;
        return targets[0].AreWhole && distinct is > 1 and <= MostWholeNumberClasses && 2 * distinct <= rows
            ? LearningTask.Classification
            : LearningTask.Regression;
    }

    /// <summary>Tells the first mistake in columns of numbers.</summary>
    private void RequireNumbers(IEnumerable<ColumnSurvey> columns)
    {
        if (columns.Where(c => c.FirstMistake > 0).MinBy(c => c.FirstMistake) is { } wrong)
        {
            throw file.Wrong(wrong.FirstMistake, wrong.Column, "a finite number");
        }
    }

    private ImmutableArray<string> Classes(ColumnSurvey[] targets)
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

    private Scaling Scale(IEnumerable<(int Column, IEnumerable<(double Offset, double Divisor)> Pairs)> columns)
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
}
