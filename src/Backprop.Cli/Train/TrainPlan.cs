using System.CommandLine;
using System.Numerics;
using Backprop.Data;

namespace Backprop.Cli;

/// <summary>All that a command line says about a run, made concrete and checked.</summary>
/// <param name="Data">What is learnt from.</param>
/// <param name="Split">Which rows train, and which are held out.</param>
/// <param name="Spec">The network.</param>
/// <param name="Initializer">How its first weights are drawn; null is by activation.</param>
/// <param name="Settings">How it is trained.</param>
internal sealed record TrainPlan(DataSet Data, Split Split, NetworkSpec Spec, Initializer? Initializer, TrainingSettings Settings)
{
    /// <summary>How columns are scaled.</summary>
    public required ScalingKind ScalingKind { get; init; }

    /// <summary>Of the inputs.</summary>
    public required Scaling Inputs { get; init; }

    /// <summary>Of the targets: only numbers are scaled, and only where the outputs can be any number.</summary>
    public required Scaling Targets { get; init; }

    /// <summary>Makes a plan of a command line.</summary>
    /// <exception cref="UsageException">An option that cannot be followed.</exception>
    /// <exception cref="DataException">Data that cannot be used.</exception>
    public static TrainPlan Make(ParseResult words, DataOptions data, NetworkOptions network, RunOptions run)
    {
        var seed = run.Seed(words);
        var set = data.Load(words, seed);
        var split = data.Split(words, set, seed);
        var spec = network.Spec(words, set);
        var settings = run.Read(words, set, spec, split.Training.Length);

        var kind = data.Scaling(words, set);
        var areTargetsScaled = set.Task == LearningTask.Regression && spec.Layers[^1].Activation.Kind == ActivationKind.Identity;
        var training = set.Samples.Select(split.Training);
        var plan = UsageException.Named("--scale", () => new TrainPlan(set, split, spec, network.FirstWeights(words), settings)
        {
            ScalingKind = kind,
            Inputs = Scaling.Fit(kind, training.Inputs, [.. set.InputNames.Select(name => $"{set.Name}, column '{name}'")]),
            Targets = Scaling.Fit(areTargetsScaled ? kind : ScalingKind.None, training.Targets, [.. set.TargetNames.Select(name => $"{set.Name}, column '{name}'")]),
        });
        return UsageException.Named("--loss", () =>
        {
            plan.Scaled<double>([.. Enumerable.Range(0, set.Samples.Count)]).RequireFit(spec);
            return plan;
        });
    }

    /// <summary>Chosen samples as a network takes them: scaled, then rounded.</summary>
    /// <exception cref="DataException">A value is too large for T.</exception>
    public Samples<T> Scaled<T>(int[] chosen)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var samples = Data.Samples.Select(chosen);
        return new(
            samples.InputSize, ElementConversion.Rounded<T>(Inputs.Apply(samples.Inputs), Data.Name),
            samples.TargetSize, ElementConversion.Rounded<T>(Targets.Apply(samples.Targets), Data.Name));
    }
}
