using System.Numerics;

namespace Backprop.Tensors;

/// <summary>The loop of a run: epochs, each of them steps, then what follows from their loss.</summary>
internal sealed class TrainingRun<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Network<T> _network;
    private readonly TrainingSettings _settings;
    private readonly TrainingStep<T> _step;
    private readonly KeptParameters<T> _kept;
    private Call _call = null!; // set where a call begins
    private double _rate;
    private bool _isDiverged;

    public TrainingRun(Network<T> network, TrainingSettings settings)
    {
        (_network, _settings) = (network, settings);
        _step = new(network, settings);
        _kept = new(network, settings.Patience > 0);
        Checkpoint = new(network, settings, _step, _kept, At);
    }

    /// <summary>Where the run stands.</summary>
    public RunPosition At { get; } = new();

    /// <summary>Where its state is written, and read.</summary>
    public RunCheckpoint<T> Checkpoint { get; }

    /// <summary>Why the epoch in progress must be left before its next batch; null if nothing says so. A call with little time takes one step at least.</summary>
    public StopReason? Interruption =>
        _call.Cancellation.IsCancellationRequested ? StopReason.Cancelled : _call.Visited > 0 && _call.Clock.IsTimeUp ? StopReason.TimeLimit : null;

    /// <summary>Goes on until the epoch <see cref="RunPosition.Target"/>.</summary>
    public TrainingReport Run(IEpochs<T> epochs, Call call)
    {
        if (_isDiverged)
        {
            throw new InvalidOperationException("This run has diverged; allowed is a new trainer, which begins with the parameters that were left.");
        }

        Checkpoint.Begin(epochs);
        _call = call;
        _kept.Begin(At);
        try
        {
            return Run(epochs);
        }
        finally
        {
            _kept.ShowBest();
        }
    }

    private TrainingReport Run(IEpochs<T> epochs)
    {
        var stopped = Loop(epochs);
        if (stopped is not (StopReason.Cancelled or StopReason.TimeLimit))
        {
            At.Target = At.Epoch;
        }

        if (stopped == StopReason.Patience)
        {
            // The run goes on, if at all, from the best parameters and with new patience.
            _kept.Restore();
            At.Stale = 0;
        }

        Checkpoint.Save();
        return new(At.Epoch, At.Loss, stopped)
        {
            ValidationLoss = At.ValidationLoss,
            BestValidationLoss = At.BestEpoch > 0 ? At.BestLoss : double.NaN,
            BestEpoch = At.BestEpoch,
            Elapsed = _call.Clock.Elapsed,
            SamplesPerSecond = _call.SamplesPerSecond,
        };
    }

    /// <summary>One step of the epoch in progress; none where the batch weighs nothing.</summary>
    public void Step(Samples<T> samples, int first, int count, int[]? order)
    {
        var total = At.Total;
        if (Weighs(samples, first, count, order) && !_step.Run(samples, first, count, order, _rate, ref total))
        {
            throw Diverged(total, At.Batch + 1, "the loss");
        }

        At.Total = total;
        At.Batch++;
        _call.Visited += count;
    }

    /// <summary>Writes a checkpoint if it is time for one.</summary>
    public void OfferCheckpoint()
    {
        if (_call.Clock.TakeCheckpoint())
        {
            Checkpoint.Save();
        }
    }

    private StopReason Loop(IEpochs<T> epochs)
    {
        while (At.Epoch < At.Target)
        {
            _rate = _settings.Schedule is PlateauDecay plateau
                ? plateau.RateAfter(_settings.Optimizer.LearningRate, At.Reductions)
                : _settings.Schedule.Rate(_settings.Optimizer.LearningRate, At.Epoch, _settings.Epochs);
            _step.Forget();
            if ((epochs.Visit(this) ?? Close(epochs)) is { } stopped)
            {
                return stopped;
            }
        }

        return StopReason.Epochs;
    }

    /// <summary>An epoch is done: judges it, and says whether to stop.</summary>
    private StopReason? Close(IEpochs<T> epochs)
    {
        if (!_network.Parameters.IsFinite())
        {
            throw Diverged(double.NaN, At.Batch, "a parameter");
        }

        var validationLoss = epochs.HeldOut is { } heldOut ? _network.ComputeLoss(heldOut) : double.NaN;
        if (epochs.HeldOut is not null && !double.IsFinite(validationLoss))
        {
            throw Diverged(validationLoss, At.Batch, "the validation loss");
        }

        _kept.KeepAfterEpoch(At.Close(At.Total / epochs.Divisor(At), validationLoss, _settings.Schedule));
        var isToldToStop = _call.Tell(_network, At, epochs.HeldOut, _rate);
        return At.Loss < _settings.StopBelow ? StopReason.StopBelow
            : _settings.Patience > 0 && At.Stale >= _settings.Patience ? StopReason.Patience
            : isToldToStop ? StopReason.Callback
            : null;
    }

    private TrainingDivergedException Diverged(double value, int batch, string what)
    {
        _isDiverged = true;
        At.Target = At.Epoch;
        _kept.Restore();
        return new(value, At.Epoch + 1, batch, _rate, what);
    }

    /// <summary>Whether T holds the sum of the batch's weights as more than 0.</summary>
    private static bool Weighs(Samples<T> samples, int first, int count, int[]? order)
    {
        var sum = 0.0;
        for (var n = first; samples.IsWeighted && n < first + count; n++)
        {
            sum += samples.Weight(order is null ? n : order[n]);
        }

        return !samples.IsWeighted || T.CreateChecked(sum) > T.Zero;
    }
}
