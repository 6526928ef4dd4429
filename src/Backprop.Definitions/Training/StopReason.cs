namespace Backprop;

/// <summary>Why a run ended.</summary>
public enum StopReason
{
    /// <summary>All epochs are done.</summary>
    Epochs,

    /// <summary>The loss fell below the bound.</summary>
    StopBelow,

    /// <summary>The validation loss did not improve for as many epochs as patience allows; the best parameters are back.</summary>
    Patience,

    /// <summary>The time is up; the next call goes on with the next batch.</summary>
    TimeLimit,

    /// <summary>Cancelled; the next call goes on with the next batch.</summary>
    Cancelled,

    /// <summary>The caller's function said so.</summary>
    Callback,
}

/// <summary>How a run of the plain loop ended.</summary>
/// <param name="Epochs">Epochs done.</param>
/// <param name="Loss">The loss of the last epoch; NaN if there was none.</param>
/// <param name="Stopped">Why it ended.</param>
public readonly record struct TrainingResult(int Epochs, double Loss, StopReason Stopped)
{
    /// <summary>The name of the reason in reports, such as <c>stop-below</c>.</summary>
    public string Reason => Names.Of(Stopped);
}
