using System.Numerics;
using Backprop.Tensors.Files;

namespace Backprop.Tensors;

/// <summary>
/// Fits a network to samples. A trainer holds a run: the optimizer's state, the epochs done, the best loss. Each call of Fit
/// goes on where the run stands, so that warm start, training on more data and one epoch at a time are the same thing: n calls
/// of one epoch give the bits of one call of n epochs with the same settings.
/// </summary>
/// <remarks>
/// One run at a time may train a network, on one thread. Nothing is written to the samples. A step allocates nothing.
/// With patience the network holds the best parameters after a call; the next call first puts those back that the run goes
/// on from, unless patience itself ended the one before.
/// </remarks>
/// <example><c>var report = new Trainer&lt;double&gt;(network, new TrainingSettings { Epochs = 200 }).Fit(samples);</c></example>
public sealed class Trainer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly TrainingRun<T> _run;
    private IEpochs<T>? _epochs;
    private CheckpointFile<T>? _resumed;

    /// <summary>A run that begins with the parameters of a network.</summary>
    /// <param name="network">The network, changed step by step.</param>
    /// <param name="settings">How it is trained.</param>
    /// <exception cref="ArgumentException">The learning rate is 0 or infinite as T.</exception>
    public Trainer(Network<T> network, TrainingSettings settings)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(settings);
        var rate = T.CreateChecked(settings.Optimizer.LearningRate);
        if (rate == T.Zero || !T.IsFinite(rate))
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"LearningRate is {settings.Optimizer.LearningRate}; allowed is a number that {(typeof(T) == typeof(float) ? "float" : "double")} can hold, {T.Epsilon} or above."));
        }

        (Network, Settings) = (network, settings);
        _run = new(network, settings);
    }

    /// <summary>The network that is trained.</summary>
    public Network<T> Network { get; }

    /// <summary>How it is trained.</summary>
    public TrainingSettings Settings { get; }

    /// <summary>Epochs done since the run began.</summary>
    public int Epochs => _run.At.Epoch;

    /// <summary>Epochs that a call has left which was cancelled, ran out of time, or was killed after its last checkpoint; 0 if there is none, or the run has diverged.</summary>
    public int EpochsLeft => _run.At.Target - _run.At.Epoch;

    /// <summary>Goes on from a checkpoint, with a network of the same spec: the next call of Fit, on the same samples, completes the call that was interrupted.</summary>
    /// <param name="path">The file.</param>
    /// <param name="settings">Those that the run began with; only the time limit and the checkpoint's own may differ.</param>
    /// <param name="network">Takes the parameters; null makes a network of the checkpoint's spec.</param>
    /// <exception cref="InvalidDataException">The file is no checkpoint, not a whole one, of a newer version, or of another precision.</exception>
    /// <exception cref="ArgumentException">The run began with another network or other settings; the message names what differs.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Trainer<T> Resume(string path, TrainingSettings settings, Network<T>? network = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var file = CheckpointFile<T>.Read(path);
        network ??= new(file.Spec, initializer: Initializer.Constant(0));
        file.RequireSame(network.Spec, CheckpointOptions.Of(settings, network.Backend));
        var trainer = new Trainer<T>(network, settings) { _resumed = file };
        trainer._run.Checkpoint.Load(file);
        return trainer;
    }

    /// <summary>Trains on samples, or completes the call before if that was interrupted.</summary>
    /// <param name="samples">What the network learns; left alone.</param>
    /// <param name="validation">What it is judged by after each epoch; null where <see cref="TrainingSettings.Validation"/> says how many are held out, or none.</param>
    /// <param name="epochs">So many more, the one in progress included; null is what an interrupted call has left, or else <see cref="TrainingSettings.Epochs"/>.</param>
    /// <param name="progress">Told after each epoch, on the calling thread.</param>
    /// <param name="stopWhen">Asked after each epoch, on the calling thread; true stops.</param>
    /// <param name="cancellation">Heard before each batch. Cancelling does not throw: the report says so.</param>
    /// <exception cref="ArgumentException">Settings, samples and network do not fit together, a value is not finite, or all samples weigh nothing; the message names what and why.</exception>
    /// <exception cref="TrainingDivergedException">A loss or a parameter is NaN or infinite. The network has the last good parameters; this run is over.</exception>
    /// <exception cref="InvalidOperationException">This run has diverged before.</exception>
    /// <exception cref="IOException">The checkpoint cannot be written.</exception>
    public TrainingReport Fit(
        Samples<T> samples, Samples<T>? validation = null, int? epochs = null, IProgress<TrainingProgress>? progress = null,
        Func<TrainingProgress, bool>? stopWhen = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(samples);
        var isSame = _epochs is SampleEpochs<T> before && before.IsOf(samples, validation);
        return Fit(isSame ? _epochs! : new SampleEpochs<T>(samples, validation, Network.Spec, Settings), epochs, progress, stopWhen, cancellation);
    }

    /// <summary>Trains on batches that come one after the other, for what does not fit in memory: one enumeration is an epoch, in the order given.</summary>
    /// <param name="batches">Enumerated once for each epoch, by its number if they are <see cref="IEpochBatches{T}"/>; each element is a batch, whatever <see cref="TrainingSettings.BatchSize"/> says.</param>
    /// <param name="validation">What the network is judged by after each epoch, or null.</param>
    /// <param name="epochs">So many more, the one in progress included; null is what an interrupted call has left, or else <see cref="TrainingSettings.Epochs"/>.</param>
    /// <param name="progress">Told after each epoch, on the calling thread.</param>
    /// <param name="stopWhen">Asked after each epoch, on the calling thread; true stops.</param>
    /// <param name="cancellation">Heard before each batch. Cancelling does not throw: the report says so.</param>
    /// <inheritdoc cref="Fit(Samples{T}, Samples{T}, int?, IProgress{TrainingProgress}, Func{TrainingProgress, bool}, CancellationToken)" path="/exception"/>
    public TrainingReport Fit(
        IEnumerable<Samples<T>> batches, Samples<T>? validation = null, int? epochs = null, IProgress<TrainingProgress>? progress = null,
        Func<TrainingProgress, bool>? stopWhen = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(batches);
        return Fit(new StreamedEpochs<T>(batches, validation, Network.Spec, Settings), epochs, progress, stopWhen, cancellation);
    }

    private TrainingReport Fit(
        IEpochs<T> samples, int? epochs, IProgress<TrainingProgress>? progress, Func<TrainingProgress, bool>? stopWhen, CancellationToken cancellation)
    {
        if (epochs < 0)
        {
            throw new ArgumentException(FormattableString.Invariant($"Epochs is {epochs}; allowed is 0 or more."));
        }

        Take(samples, epochs);
        var at = _run.At;
        at.Target = epochs is null && EpochsLeft > 0 ? at.Target : (int)Math.Min(int.MaxValue, at.Epoch + (long)(epochs ?? Settings.Epochs));
        var clock = new CallClock(Settings.TimeLimit, Settings.Checkpoint is null ? null : Settings.CheckpointEvery);
        return _run.Run(samples, new(progress, stopWhen, cancellation) { Clock = clock, FirstEpoch = at.Epoch });
    }

    /// <summary>Goes on with samples: the same as before, or others, for which an epoch begins and nothing is best yet.</summary>
    private void Take(IEpochs<T> samples, int? epochs)
    {
        var known = _resumed?.Fingerprint ?? (ReferenceEquals(samples, _epochs) ? null : _epochs?.Fingerprint);
        if (known is not null && known != samples.Fingerprint)
        {
            // A finished run may learn from others, but has nothing to say of them without an epoch.
            if (_resumed is not null && (EpochsLeft > 0 || epochs == 0))
            {
                throw new ArgumentException($"The samples are {samples.Fingerprint}; allowed are those of the checkpoint {_resumed.Path}, {known}.");
            }

            _run.At.RestartEpoch();
            _run.At.ForgetBest();
        }

        (_epochs, _resumed) = (samples, null);
    }
}
