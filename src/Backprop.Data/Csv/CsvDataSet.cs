using System.Globalization;

namespace Backprop.Data;

/// <summary>
/// Columns of a table as samples. Columns that are not targets are inputs, text ones one-hot. The task is classification if
/// the one target is text or has few whole numbers, each twice on average; else regression.
/// </summary>
public static class CsvDataSet
{
    private const int MostWholeNumberClasses = 20;

    /// <summary>Makes samples of a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="target">The name or zero-based index of the target column, or several, separated by commas.</param>
    /// <param name="task">What is to be learnt; found out from the target where not given.</param>
    /// <exception cref="DataException">A cell or column is not what it must be.</exception>
    public static DataSet Make(CsvTable table, string target, LearningTask? task = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(target);
        var targets = TargetColumns(table, target);
        var inputs = Enumerable.Range(0, table.ColumnCount).Except(targets).Select(column => ColumnEncoding.Of(table, column)).ToArray();
        if (inputs.Length == 0)
        {
            throw new DataException($"{table.Path}: every column is a target; expected is one more column or more, for the inputs.");
        }

        var found = task ?? Infer(table, targets);
        var outputs = found == LearningTask.Classification
            ? [Classes(table, targets)]
            : targets.Select(column => ColumnEncoding.Numeric(table, column)).ToArray();
        var samples = new Samples<double>(
            inputs.Sum(c => c.Width), Values(table, inputs, cell => cell), outputs.Sum(c => c.Width), Values(table, outputs, ClassName));
        return new(Path.GetFileName(table.Path), found, samples)
        {
            InputNames = [.. inputs.SelectMany(c => c.ValueNames)],
            TargetNames = found == LearningTask.Classification ? outputs[0].Categories : [.. outputs.Select(c => c.Name)],
            Origin = DataOrigin.File,
            Summary = Summary(table, inputs, outputs, found),
        };
    }

    private static int[] TargetColumns(CsvTable table, string target)
    {
        // A name may hold a comma, so the whole text is tried as one first.
        var whole = Enumerable.Range(0, table.ColumnCount).Any(column => table.NameOf(column) == target);
        var names = whole ? [target] : target.Split(',', StringSplitOptions.TrimEntries);
        int[] columns = [.. names.Select(table.IndexOf)];
        return columns.Distinct().Count() == columns.Length
            ? columns
            : throw new DataException($"{table.Path}: target '{target}' names a column twice; expected is each column once.");
    }

    private static LearningTask Infer(CsvTable table, int[] targets)
    {
        if (targets.Length > 1)
        {
            return LearningTask.Regression;
        }

        if (!ColumnEncoding.Of(table, targets[0]).IsNumeric)
        {
            return LearningTask.Classification;
        }

        var values = Enumerable.Range(0, table.RowCount).Select(row => ColumnEncoding.Number(table, row, targets[0])).ToArray();
        var distinct = values.Distinct().Count();
        var few = distinct is > 1 and <= MostWholeNumberClasses && 2 * distinct <= values.Length;
        return few && values.All(double.IsInteger) ? LearningTask.Classification : LearningTask.Regression;
    }

    private static ColumnEncoding Classes(CsvTable table, int[] targets)
    {
        if (targets.Length > 1)
        {
            throw new DataException($"{table.Path}: {targets.Length} target columns; expected is one for classification.");
        }

        var classes = ColumnEncoding.OneHot(table, targets[0], ClassName);
        return classes.Categories.Length > 1
            ? classes
            : throw new DataException(
                $"{table.Path}, column '{table.NameOf(targets[0])}': every row is of class '{classes.Categories[0]}'; expected are two classes or more.");
    }

    /// <summary>1, 1.0 and 1e0 are one class.</summary>
    private static string ClassName(string cell) =>
        CsvTable.TryParse(cell, out var number) && double.IsFinite(number) ? number.ToString("R", CultureInfo.InvariantCulture) : cell;

    private static double[] Values(CsvTable table, ColumnEncoding[] columns, Func<string, string> key)
    {
        var width = columns.Sum(c => c.Width);
        var values = new double[checked(width * table.RowCount)];
        for (var row = 0; row < table.RowCount; row++)
        {
            var rest = values.AsSpan(row * width, width);
            foreach (var column in columns)
            {
                column.Write(table, row, rest[..column.Width], key);
                rest = rest[column.Width..];
            }
        }

        return values;
    }

    private static string Summary(CsvTable table, ColumnEncoding[] inputs, ColumnEncoding[] outputs, LearningTask task)
    {
        var (numeric, text) = (inputs.Count(c => c.IsNumeric), inputs.Count(c => !c.IsNumeric));
        var header = table.HasHeader ? "a header" : "no header";
        var texts = text == 0 ? "" : $", {text} text columns as {inputs.Where(c => !c.IsNumeric).Sum(c => c.Width)} one-hot inputs";
        var target = string.Join(", ", outputs.Select(c => c.Name));
        var what = task == LearningTask.Classification
            ? $"{outputs[0].Categories.Length} classes of column {target} ({Some(outputs[0].Categories)})"
            : $"regression of column {target}";
        return $"{header}, {table.RowCount} rows, {numeric} numeric columns{texts}; {what}";
    }

    private static string Some(IReadOnlyList<string> names) =>
        names.Count <= 5 ? string.Join(", ", names) : string.Join(", ", names.Take(5)) + ", …";
}
