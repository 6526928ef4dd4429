namespace Backprop.Verification;

/// <summary>Every law: tests and command line run this list.</summary>
internal static class Laws
{
    public static IReadOnlyList<Law> All { get; } =
    [
        ProductBits.Law,
        ElementaryBits.Law,
        ActivationBits.Law,
        LossBits.Law,
        GradientBits.Law,
        UpdateBits.OfPenalties,
        UpdateBits.OfOptimizers,
        MovedWeights.Law,
        TrainingBits.Law,
        CancelledRun.Law,
        CallersArrays.Law,
        Chunks.Law,
        Runs.EpochAtATime,
        Runs.CheckpointResume,
        Batches.Invariance,
        Batches.UnitWeights,
        ZeroColumn.Law,
        Symmetries.OddTanh,
        Symmetries.ReluScaling,
        PerfectTargets.Law,
        LogitsShift.Law,
        PermutedUnits.Law,
        SampleOrder.Permuted,
        SampleOrder.Duplicated,
        SampleOrder.Weighted,
        Sums.OfSamples,
        Sums.Mean,
        IdentityNetwork.Law,
        CentralDifferences.Law,
        Descent.Law,
        MathNetProductBounds.Law,
        ModelFiles.Law,
        Refusals.Law,
    ];
}
