using System.Numerics;

namespace Backprop.Tensors;

/// <summary>What a network is judged by while it trains: a fraction of the samples, or a set of its own.</summary>
internal static class Validation
{
    /// <summary>Holds out what the settings ask for, of each class alike where targets are classes.</summary>
    /// <exception cref="ArgumentException">A set of one's own and a fraction, or a class that has no sample to spare.</exception>
    public static (Samples<T> Training, Samples<T>? HeldOut) Split<T>(Samples<T> samples, Samples<T>? own, TrainingSettings settings)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (settings.Validation == 0)
        {
            return (samples, own);
        }

        if (own is not null)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"Validation is {settings.Validation}; allowed is 0 with a validation set of one's own."));
        }

        var classes = Classes.Of(samples) ?? new int[samples.Count];
        foreach (var members in classes.GroupBy(c => c).Where(members => members.Count() < 2))
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"Validation is {settings.Validation}; allowed is 0 where a class has fewer than 2 samples, and class {members.Key} has one."));
        }

        var split = Backprop.Split.Stratified(classes, settings.Validation, settings.Seed);
        return (samples.Select(split.Training), samples.Select(split.HeldOut));
    }

    /// <summary>What is held out, weighted as what trains is, if it fits; null if nothing is.</summary>
    /// <exception cref="ArgumentException">It does not fit the network, or the settings want some where there is none.</exception>
    public static Samples<T>? Fit<T>(Samples<T>? heldOut, NetworkSpec spec, TrainingSettings settings)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (heldOut is null)
        {
            return settings.Patience == 0 ? null : throw new ArgumentException(FormattableString.Invariant(
                $"Patience is {settings.Patience}; allowed is 0 without validation: set Validation to a fraction, or give a validation set."));
        }

        heldOut.RequireFit(spec);
        heldOut.RequireFinite();
        var weighted = ClassWeights.Apply(heldOut, settings.ClassWeights);
        Batch<T>.Of(weighted, 0, weighted.Count).Divisor(spec);
        return weighted;
    }

    /// <summary>A number that people know, on samples: accuracy with a cross-entropy, of labels where they do not exclude each other, else R².</summary>
    public static double Metric<T>(Network<T> network, Samples<T> samples)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> outputs = network.Predict(samples.Inputs);
        return network.Spec.Loss.Kind switch
        {
            LossKind.BinaryCrossEntropy when Classes.Of(samples) is null => Labels.Accuracy(outputs, samples.Targets),
            LossKind.BinaryCrossEntropy or LossKind.SoftmaxCrossEntropy => ConfusionMatrix.Of(outputs, samples.Targets, samples.TargetSize).Accuracy,
            _ => RegressionErrors.Of(outputs, samples.Targets, samples.TargetSize).R2,
        };
    }
}
