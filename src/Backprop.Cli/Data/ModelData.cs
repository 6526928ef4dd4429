using System.Collections.Immutable;
using System.Globalization;
using Backprop.Data;

namespace Backprop.Cli;

/// <summary>Data for a given model: the one way of predict, evaluate and explain.</summary>
internal static class ModelData
{
    /// <summary>
    /// Reads data as a model's schema says. A model without schema takes numbers, by place: its inputs, then a column for each
    /// output, or for softmax outputs one column of classes, which are the outputs' positions 0 … K − 1, or else K different
    /// values in ordinal order; where targets are named, the other columns are inputs.
    /// </summary>
    /// <param name="wish">The data.</param>
    /// <param name="spec">The model's network.</param>
    /// <param name="schema">The model's schema, if it has one.</param>
    /// <param name="model">What messages call the model.</param>
    /// <returns>Samples in the units of the data, which the schema's scaling has not been applied to.</returns>
    /// <exception cref="DataException">The file cannot be used.</exception>
    /// <exception cref="UsageException">It has not the columns that the network takes.</exception>
    public static DataSet Read(DataWish wish, NetworkSpec spec, DataSchema? schema, string model)
    {
        var data = Load(wish, spec, schema);
        if (data.Samples.InputSize != spec.Inputs)
        {
            throw new UsageException(FormattableString.Invariant(
                $"{wish.Option}: {wish.Data} has {data.Samples.InputSize} inputs{(wish.HasTargets ? " beside the targets" : "")}; expected are {spec.Inputs}, as {model} takes."));
        }

        return data.Samples.TargetSize == spec.Outputs || !wish.HasTargets
            ? data
            : throw new UsageException(FormattableString.Invariant(
                $"{(wish.Target is null ? wish.Option : $"--target is '{wish.Target}', which")} gives {data.Samples.TargetSize} targets; expected are {spec.Outputs}, one for each output of {model}."));
    }

    private static DataSet Load(DataWish wish, NetworkSpec spec, DataSchema? schema)
    {
        if (BuiltInSets.Find(wish.Data, wish.Seed) is { } set)
        {
            return set with { Schema = schema ?? set.Schema };
        }

        if (wish.Labels is not null || IdxArray.IsIdx(wish.Data))
        {
            return Images(wish, spec, schema);
        }

        var file = CsvFile.Open(wish.Data, wish.Csv);
        if (schema is not null)
        {
            return DataSet.Read(file, schema, CellRoles.Of(file, schema, wish.HasTargets, wish.Target));
        }

        if (!wish.HasTargets || wish.Target is null)
        {
            var unnamed = Unnamed(spec);
            var roles = CellRoles.Of(file, unnamed, hasTargets: false);
            if (!wish.HasTargets)
            {
                return DataSet.Read(file, unnamed, roles);
            }

            if (file.ColumnCount <= spec.Inputs)
            {
                throw new UsageException(FormattableString.Invariant(
                    $"{wish.Option}: {wish.Data} has {file.ColumnCount} columns; expected are {spec.Inputs} inputs and then the targets, or the option --target."));
            }

            wish = wish with { Target = string.Join(',', Enumerable.Range(spec.Inputs, file.ColumnCount - spec.Inputs)) };
        }

        return spec.Layers[^1].Activation.Kind == ActivationKind.Softmax
            ? WithClasses(file, wish.Target!, spec.Outputs)
            : DataSet.Read(file, new CsvColumns(wish.Target!) { Task = LearningTask.Regression });
    }

    private static DataSet Images(DataWish wish, NetworkSpec spec, DataSchema? schema)
    {
        if (wish.HasTargets && wish.Labels is null)
        {
            throw new UsageException($"--labels is missing; expected is the IDX file of the labels of {wish.Data}.");
        }

        var data = IdxDataSet.Read(wish.Data, wish.HasTargets ? wish.Labels : null, schema?.Outputs ?? Unnamed(spec).Outputs);
        return schema is null ? data : data with { Schema = schema };
    }

    /// <summary>Numbers by place.</summary>
    private static DataSchema Unnamed(NetworkSpec spec) => new(
        LearningTask.Regression, [.. Numbered(spec.Inputs).Select(name => new InputColumn(name, []))], Numbered(spec.Outputs));

    private static ImmutableArray<string> Numbered(int count) =>
        [.. Enumerable.Range(0, count).Select(place => place.ToString(CultureInfo.InvariantCulture))];

    private static DataSet WithClasses(CsvFile file, string target, int outputs)
    {
        var numbers = Numbers();
        if (numbers is null)
        {
            return DataSet.Read(file, new CsvColumns(target) { Task = LearningTask.Classification });
        }

        if (numbers.Samples.TargetSize > 1 || outputs == 1)
        {
            return numbers;
        }

        return numbers.Samples.Targets.ToArray().All(t => double.IsInteger(t) && t >= 0 && t < outputs)
            ? numbers with { Samples = OneHot(numbers.Samples, outputs) }
            : DataSet.Read(file, new CsvColumns(target) { Task = LearningTask.Classification });

        DataSet? Numbers()
        {
            // What the target is if nobody says: texts are classes, whatever their number.
            var columns = new CsvColumns(target);
            return CsvSource.Survey(file, columns) is { Schema: { Task: LearningTask.Classification } schema } && schema.Outputs.Any(name => !double.TryParse(name, CultureInfo.InvariantCulture, out _))
                ? null
                : DataSet.Read(file, columns with { Task = LearningTask.Regression });
        }
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
