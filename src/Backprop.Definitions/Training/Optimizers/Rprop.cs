namespace Backprop;

/// <summary>
/// Resilient backpropagation, iRprop−: each parameter has a step size Δ, which grows by η⁺ while its gradient keeps its sign
/// and shrinks by η⁻ when it changes, in which case g counts as 0; w ← w − sign(g)·Δ. For full batches: a mini-batch's
/// gradient changes sign by chance.
/// </summary>
/// <remarks>
/// M. Riedmiller, H. Braun, ICNN 1993; the variant of C. Igel, M. Hüsken, "Empirical evaluation of the improved Rprop
/// learning algorithms", Neurocomputing 2003, which PyTorch has too; the paper of 1993 (Rprop+) takes the last step back where
/// the sign changes. The learning rate is the first Δ.
/// </remarks>
public sealed record Rprop : Optimizer
{
    /// <inheritdoc/>
    public override string Name => "rprop";

    /// <summary>η⁺, above 1.</summary>
    public double Increase { get; init => field = Validated.Require(double.IsFinite(value) && value > 1, value, "a finite number above 1", nameof(Increase)); } = 1.2;

    /// <summary>η⁻, between 0 and 1.</summary>
    public double Decrease { get; init => field = Validated.Require(value is > 0 and < 1, value, "a number between 0 and 1", nameof(Decrease)); } = 0.5;

    /// <summary>The smallest Δ, above 0.</summary>
    public double SmallestStep { get; init => field = Validated.Positive(value); } = 1e-6;

    /// <summary>The largest Δ, above 0.</summary>
    public double LargestStep { get; init => field = Validated.Positive(value); } = 50;
}
