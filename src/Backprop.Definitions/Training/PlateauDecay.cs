namespace Backprop;

/// <summary>
/// The rate is multiplied by a factor whenever the loss has stood still: after <see cref="Patience"/> epochs in a row whose
/// loss is not below the best so far. The loss is the validation loss where there is one, else the training loss. It depends
/// on how training goes, so only the trainer has it.
/// </summary>
public sealed record PlateauDecay : Schedule
{
    /// <summary>What the rate is multiplied by each time, above 0 and below 1.</summary>
    public double Factor { get; init => field = Validated.Require(value is > 0 and < 1, value, "above 0 and below 1", nameof(Factor)); } = 0.1;

    /// <summary>Epochs without improvement before the rate falls, 1 or more.</summary>
    public int Patience { get; init => field = Validated.AtLeast(1, value); } = 10;

    /// <summary>The rate does not fall below this, 0 or above.</summary>
    public double SmallestRate { get; init => field = Validated.NotNegative(value); }

    /// <summary>max(rate·factor^reductions, min(rate, smallest)).</summary>
    /// <param name="rate">The optimizer's learning rate.</param>
    /// <param name="reductions">How often the loss has stood still.</param>
    public double RateAfter(double rate, int reductions) =>
        Math.Max(rate * Elementary.Power(Factor, reductions), Math.Min(rate, SmallestRate));

    /// <summary>Not a function of the epoch: see <see cref="RateAfter"/>.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override double Rate(double rate, int epoch, int epochs) =>
        throw new NotSupportedException("The rate of reduce on plateau follows the loss, not the epoch: only the trainer has it.");
}
