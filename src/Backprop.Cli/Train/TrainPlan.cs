using System.CommandLine;
using System.Numerics;
using Backprop.Data;

namespace Backprop.Cli;

/// <summary>All that a command line says about a run, made concrete and checked.</summary>
/// <param name="Source">What is learnt from.</param>
/// <param name="Split">Which rows train, and which are held out.</param>
/// <param name="Spec">The network.</param>
/// <param name="Initializer">How its first weights are drawn; null is by activation.</param>
/// <param name="Settings">How it is trained.</param>
internal sealed record TrainPlan(TrainingData Source, Split Split, NetworkSpec Spec, Initializer? Initializer, TrainingSettings Settings)
{
    /// <summary>How columns are scaled.</summary>
    public required ScalingKind ScalingKind { get; init; }

    /// <summary>Of the inputs; null for none.</summary>
    public required Scaling? Inputs { get; init; }

    /// <summary>Of the targets: only numbers are scaled, and only where the outputs can be any number.</summary>
    public required Scaling? Targets { get; init; }

    /// <summary>What is known about the data.</summary>
    public DataSet Data => Source.Set;

    /// <summary>What a model of this run keeps of its table.</summary>
    public DataSchema Schema => Data.Schema with { InputScaling = Inputs, OutputScaling = Targets };

    /// <summary>Rows that train.</summary>
    public long TrainingCount => Source.Stream?.RowCount ?? Split.Training.Length;

    /// <summary>Rows that are held out.</summary>
    public int HeldOutCount => HeldOut?.Count ?? 0;

    /// <summary>Rows that are held out, in the units of the data; null if there are none.</summary>
    public Samples<double>? HeldOut { get; private init; }

    /// <summary>Makes a plan of a command line.</summary>
    /// <exception cref="UsageException">An option that cannot be followed.</exception>
    /// <exception cref="DataException">Data that cannot be used.</exception>
    public static TrainPlan Make(ParseResult words, DataOptions data, NetworkOptions network, RunOptions run)
    {
        var seed = run.Seed(words);
        var source = data.Load(words, seed);
        var set = source.Set;
        var split = source.Stream is null ? data.Split(words, source, seed) : new([], []);
        var spec = network.Spec(words, set);
        var settings = run.Read(words, set, spec, split.Training, (int)Math.Min(int.MaxValue, source.Stream?.RowCount ?? split.Training.Length));
        var areTargetsScaled = set.Task == LearningTask.Regression && spec.Layers[^1].Activation.Kind == ActivationKind.Identity;
        var kind = source.Stream is null ? data.Scaling(words, set) : null;
        var training = kind is null or ScalingKind.None ? null : set.Samples.Select(split.Training);
        var plan = UsageException.Named("--scale", () => new TrainPlan(source, split, spec, network.FirstWeights(words), settings)
        {
            // Bytes to 0 … 1 is min-max over what they can be.
            ScalingKind = kind ?? (source.Stream is null ? ScalingKind.MinMax : source.StreamScaling),
            Inputs = training is null ? kind is null ? set.Schema.InputScaling : null : Fit(training.Inputs, set.InputNames),
            Targets = !areTargetsScaled ? null : training is null ? kind is null ? set.Schema.OutputScaling : null : Fit(training.Targets, set.TargetNames),
            HeldOut = source.HeldOut?.Samples ?? (split.HeldOut.Length == 0 ? null : set.Samples.Select(split.HeldOut)),
        });
        return UsageException.Named("--loss", () =>
        {
            if (spec.Loss.Kind is LossKind.BinaryCrossEntropy or LossKind.SoftmaxCrossEntropy && source.Stream is null)
            {
                set.Samples.RequireFit(spec);
            }

            plan.HeldOut?.RequireFit(spec);
            return plan;
        });

        Scaling Fit(ReadOnlySpan<double> values, IEnumerable<string> names) =>
            Scaling.Fit(kind!.Value, values, [.. names.Select(name => $"{set.Name}, column '{name}'")]);
    }

    /// <summary>The rows that train, as a network takes them: scaled, then rounded.</summary>
    /// <exception cref="DataException">A value is too large for T.</exception>
    public Samples<T> Training<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        ElementConversion.Scaled<T>(Data.Samples.Select(Split.Training), Schema, Data, Split.Training);

    /// <summary>The rows that are held out, as a network takes them; null if there are none.</summary>
    /// <exception cref="DataException">A value is too large for T.</exception>
    public Samples<T>? Judging<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        HeldOut is null ? null
        : Source.HeldOut is { } own ? ElementConversion.Scaled<T>(HeldOut, Schema, own)
        : ElementConversion.Scaled<T>(HeldOut, Schema, Data, Split.HeldOut);

    /// <summary>The rows that train, batch by batch.</summary>
    public IEnumerable<Samples<T>> Batches<T>(CsvSource stream)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => stream.With(Schema).Stream<T>(Settings.BatchSize, Settings.Seed);
}
