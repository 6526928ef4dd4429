using System.Numerics;
using Backprop.Data;
using Backprop.Tensors;

namespace Backprop.Cli;

/// <summary>A model at work on data.</summary>
/// <param name="Model">The model.</param>
/// <param name="Engine">What computes.</param>
/// <param name="Data">The data, in its own units.</param>
internal sealed record ModelRun<T>(Model<T> Model, IEngine<T> Engine, DataSet Data)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Whether outputs are probabilities.</summary>
    public bool AreProbabilities => Model.Network.Spec.Loss.Kind is LossKind.BinaryCrossEntropy or LossKind.SoftmaxCrossEntropy;

    /// <summary>What the model has learnt; without a schema its loss tells.</summary>
    public LearningTask Task => Model.Schema?.Task ?? (AreProbabilities ? LearningTask.Classification : LearningTask.Regression);

    /// <summary>A name for each output; numbers without a schema.</summary>
    public IReadOnlyList<string> Names => Model.Schema?.Outputs
        ?? [.. Enumerable.Range(0, Model.Network.Spec.Outputs).Select(o => FormattableString.Invariant($"output{o}"))];

    /// <summary>The samples as the network takes them.</summary>
    /// <exception cref="DataException">A value is too large for T.</exception>
    public Samples<T> Samples() => ElementConversion.Scaled<T>(Data.Samples, Data.Schema, Data);

    /// <summary>The outputs for samples in the units of the data, one sample after the other.</summary>
    public double[] Outputs(Samples<T> samples)
    {
        var outputs = Engine.Predict(samples);
        return Model.Schema?.OutputScaling?.Invert(outputs) ?? outputs;
    }
}
