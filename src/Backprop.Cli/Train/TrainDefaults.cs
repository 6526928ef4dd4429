using System.Collections.Immutable;
using Backprop.Data;

namespace Backprop.Cli;

/// <summary>What is done where no option says otherwise: chosen so that every built-in set is learnt in about a second.</summary>
/// <param name="Hidden">Units of the hidden layers.</param>
/// <param name="Activation">Their activation.</param>
/// <param name="Epochs">How often all rows are visited.</param>
/// <param name="BatchSize">Rows in a batch.</param>
internal sealed record TrainDefaults(ImmutableArray<int> Hidden, Activation Activation, int Epochs, int BatchSize)
{
    /// <summary>Fraction of the rows that is held out.</summary>
    public double Validation { get; init; } = 0.2;

    /// <summary>The loss below which training stops.</summary>
    public double StopBelow { get; init; }

    /// <summary>How columns are scaled.</summary>
    public ScalingKind Scaling { get; init; } = ScalingKind.None;

    /// <summary>The defaults for data.</summary>
    public static TrainDefaults For(DataSet data) => data.Origin switch
    {
        // All four rows right, with outputs within about 0.02 of their targets.
        DataOrigin.TruthTable => new([8], Activation.Tanh, 2000, TrainingSettings.FullBatch) { Validation = 0, StopBelow = 0.01 },

        // The spirals need two layers and the kinks of relu.
        DataOrigin.Generated => new([32, 32], Activation.Relu, 200, 32),
        // Digits of MNIST to 95 % and above in a few epochs.
        DataOrigin.Images => new([128], Activation.Relu, 8, 32),
        _ => new([16], Activation.Tanh, 100, 32) { Scaling = ScalingKind.Standard },
    };
}
