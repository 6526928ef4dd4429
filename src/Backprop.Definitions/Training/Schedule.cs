namespace Backprop;

/// <summary>How the learning rate changes over the epochs of a run: a pure function of the epoch, except for <see cref="PlateauDecay"/>.</summary>
public abstract record Schedule
{
    private protected Schedule()
    {
    }

    /// <summary>The rate in an epoch.</summary>
    /// <param name="rate">The optimizer's learning rate.</param>
    /// <param name="epoch">The epoch, from 0.</param>
    /// <param name="epochs">The number of epochs that the run is set to.</param>
    public abstract double Rate(double rate, int epoch, int epochs);
}

/// <summary>The rate as it is: the default.</summary>
public sealed record ConstantRate : Schedule
{
    /// <inheritdoc/>
    public override double Rate(double rate, int epoch, int epochs) => rate;
}

/// <summary>rate·factor^⌊epoch/every⌋.</summary>
public sealed record StepDecay : Schedule
{
    /// <summary>What the rate is multiplied by at each step, above 0 and at most 1.</summary>
    public double Factor { get; init => field = Validated.Require(value is > 0 and <= 1, value, "above 0 and at most 1", nameof(Factor)); } = 0.1;

    /// <summary>Epochs between steps, 1 or more.</summary>
    public int Every { get; init => field = Validated.AtLeast(1, value); } = 30;

    /// <inheritdoc/>
    public override double Rate(double rate, int epoch, int epochs) => rate * Elementary.Power(Factor, epoch / Every);
}

/// <summary>rate·factor^epoch.</summary>
public sealed record ExponentialDecay : Schedule
{
    /// <summary>What the rate is multiplied by after each epoch, above 0 and at most 1.</summary>
    public double Factor { get; init => field = Validated.Require(value is > 0 and <= 1, value, "above 0 and at most 1", nameof(Factor)); } = 0.99;

    /// <inheritdoc/>
    public override double Rate(double rate, int epoch, int epochs) => rate * Elementary.Power(Factor, epoch);
}

/// <summary>rate/(1 + decay·epoch).</summary>
public sealed record InverseTimeDecay : Schedule
{
    /// <summary>How fast it falls, 0 or above.</summary>
    public double Decay { get; init => field = Validated.NotNegative(value); } = 0.01;

    /// <inheritdoc/>
    public override double Rate(double rate, int epoch, int epochs) => rate / Math.FusedMultiplyAdd(Decay, epoch, 1);
}

/// <summary>
/// Rises in equal steps to the rate over the warm-up epochs, rate·(epoch + 1)/warmUp, then falls along half a cosine to
/// floor·rate: rate·(floor + (1 − floor)·½·(1 + cos(π·p))), p from 0 to 1 over the epochs that are left.
/// </summary>
/// <remarks>
/// I. Loshchilov, F. Hutter, "SGDR", ICLR 2017, without restarts. Epochs beyond those that the run is set to have the floor's rate:
/// where that is 0, they change nothing.
/// </remarks>
public sealed record CosineDecay : Schedule
{
    /// <summary>Epochs that rise, 0 or more.</summary>
    public int WarmUp { get; init => field = Validated.AtLeast(0, value); }

    /// <summary>The share of the rate that it falls to, from 0 to below 1.</summary>
    public double Floor { get; init => field = Validated.BelowOne(value); }

    /// <inheritdoc/>
    public override double Rate(double rate, int epoch, int epochs)
    {
        if (epoch < WarmUp)
        {
            return rate * (epoch + 1) / WarmUp;
        }

        var p = (double)(epoch - WarmUp) / Math.Max(1, epochs - WarmUp);
        return rate * Math.FusedMultiplyAdd(1 - Floor, 0.5 * (1 + Elementary.Cos(Math.PI * Math.Min(p, 1))), Floor);
    }
}
