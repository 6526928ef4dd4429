namespace Backprop.Verification;

/// <summary>Every law: tests and command line run this list.</summary>
internal static class Laws
{
    public static IReadOnlyList<Law> All { get; } =
    [
        ProductBits.Law,
        ActivationBits.Law,
        LossBits.Law,
        GradientBits.Law,
        TrainingBits.Law,
        CancelledRun.Law,
        Runs.EpochAtATime,
        Runs.CheckpointResume,
        Batches.Invariance,
        Batches.UnitWeights,
        ZeroColumn.Law,
        Symmetries.OddTanh,
        Symmetries.ReluScaling,
        PerfectTargets.Law,
        SampleOrder.Permuted,
        SampleOrder.Duplicated,
        SampleOrder.Weighted,
        Sums.OfSamples,
        Sums.Mean,
        CentralDifferences.Law,
        MathNetProductBounds.Law,
        ModelFiles.Law,
        Refusals.Law,
    ];
}
