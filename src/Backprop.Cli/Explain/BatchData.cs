using Backprop.Data;

namespace Backprop.Cli;

/// <summary>Rows of a CSV file as the batch of a given network.</summary>
internal static class BatchData
{
    /// <summary>
    /// Reads inputs and targets: a column of numbers for each output, or for softmax outputs one column of classes. Classes are
    /// the outputs' positions 0 … K − 1, or else K different values in ordinal order.
    /// </summary>
    /// <exception cref="DataException">The file cannot be used.</exception>
    /// <exception cref="UsageException">It has not the columns that the network takes.</exception>
    public static Samples<double> Read(ModelWish wish, NetworkSpec spec)
    {
        var table = CsvTable.Read(wish.Data);
        var data = spec.Layers[^1].Activation.Kind == ActivationKind.Softmax
            ? Classes(table, wish.Target, spec.Outputs)
            : CsvDataSet.Make(table, wish.Target, LearningTask.Regression).Samples;
        if (data.InputSize != spec.Inputs)
        {
            throw new UsageException(FormattableString.Invariant(
                $"--data: {wish.Data} has {data.InputSize} inputs beside the targets; expected are {spec.Inputs}, as {wish.File} takes."));
        }

        return data.TargetSize == spec.Outputs
            ? data
            : throw new UsageException(FormattableString.Invariant(
                $"--target is '{wish.Target}', which gives {data.TargetSize} targets; expected are {spec.Outputs}, one for each output of {wish.File}."));
    }

    private static Samples<double> Classes(CsvTable table, string target, int outputs)
    {
        var inferred = CsvDataSet.Make(table, target);
        if (inferred.IsOneHot && !ColumnEncoding.Of(table, table.IndexOf(target.Trim())).IsNumeric)
        {
            return inferred.Samples;
        }

        var numbers = CsvDataSet.Make(table, target, LearningTask.Regression).Samples;
        if (numbers.TargetSize > 1 || outputs == 1)
        {
            return numbers;
        }

        return numbers.Targets.ToArray().All(t => double.IsInteger(t) && t >= 0 && t < outputs)
            ? OneHot(numbers, outputs)
            : CsvDataSet.Make(table, target, LearningTask.Classification).Samples;
    }

    private static Samples<double> OneHot(Samples<double> numbers, int classes)
    {
        var targets = new double[numbers.Count * classes];
        for (var n = 0; n < numbers.Count; n++)
        {
            targets[(n * classes) + (int)numbers.Target(n)[0]] = 1;
        }

        return new(numbers.InputSize, numbers.Inputs.ToArray(), classes, targets);
    }
}
