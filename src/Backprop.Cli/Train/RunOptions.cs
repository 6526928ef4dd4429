using System.CommandLine;
using Backprop.Data;

namespace Backprop.Cli;

/// <summary>How long and how carefully: epochs, batches, schedule, penalties, clipping, class weights, what stops a run, seed.</summary>
internal sealed class RunOptions
{
    private readonly OptimizerOptions _optimizer = new();
    private readonly Option<string?> _schedule = OptionKinds.Text("--schedule", $"how the learning rate changes over the epochs: {ScheduleOption.Forms} (default: constant)", "schedule");
    private readonly Option<long?> _epochs = OptionKinds.Whole("--epochs", "how often all rows are visited (default: 100; at most 2000 for a truth table, 200 for a generated set, 8 for images)", 0);
    private readonly Option<long?> _batch = OptionKinds.Whole("--batch-size", "rows in a batch (default: 32; all of a truth table, and all with rprop)", 1);
    private readonly Option<bool> _noShuffle = OptionKinds.Flag("--no-shuffle", "visit the rows in the same order in each epoch");
    private readonly Option<double?> _stopBelow = OptionKinds.Number("--stop-below", "stop after an epoch whose loss is below this; 0 is never (default: 0; 0.01 for a truth table)");
    private readonly StopOptions _stop = new();
    private readonly Option<string?> _classWeights = OptionKinds.Text("--class-weights", "what a row counts by its class: balanced, a weight for each class in order such as 1,2.5, or name=weight,… (default: all alike)", "weights");
    private readonly Option<long?> _seed = OptionKinds.Whole("--seed", "seed of all that is random (default: 0)", long.MinValue);

    private readonly (Option<double?> Option, Func<TrainingSettings, double, TrainingSettings> Set)[] _numbers =
    [
        (OptionKinds.Number("--l1", "λ of the penalty λ·Σ|w|"), (s, value) => s with { L1 = value }),
        (OptionKinds.Number("--l2", "λ of the penalty ½·λ·Σw²"), (s, value) => s with { L2 = value }),
        (OptionKinds.Number("--dropout", "probability that a hidden unit is silenced in a step"), (s, value) => s with { Dropout = value }),
        (OptionKinds.Number("--clip-value", "cut each element of the gradient to ± this"), (s, value) => s with { ClipValue = value }),
        (OptionKinds.Number("--clip-norm", "scale the gradient down to this norm"), (s, value) => s with { ClipNorm = value }),
    ];

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command verb)
    {
        _optimizer.AddTo(verb);
        foreach (var option in (Option[])[_schedule, .. _numbers.Select(n => n.Option), _classWeights, _batch, _noShuffle, _epochs, _stopBelow, _seed])
        {
            verb.Add(option);
        }

        _stop.AddTo(verb);
    }

    /// <summary>The seed of the run.</summary>
    public long Seed(ParseResult words) => words.GetValue(_seed) ?? 0;

    /// <summary>Whether the run goes on from its checkpoint.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    public bool IsResumed(ParseResult words) => _stop.IsResumed(words);

    /// <summary>Passes if the engine and the rows have what is asked for.</summary>
    /// <param name="words">The command line.</param>
    /// <param name="choice">The engine.</param>
    /// <param name="isHeldOut">Whether there are rows that are held out.</param>
    /// <exception cref="UsageException">They have not.</exception>
    public void RequireFit(ParseResult words, EngineChoice choice, bool isHeldOut)
    {
        _stop.RequireFit(words, choice, isHeldOut);
        if (choice.IsReference && words.GetValue(_schedule) is { } schedule && ScheduleOption.Parse(schedule) is PlateauDecay)
        {
            throw new UsageException($"{_schedule.Name} is '{schedule}'; allowed with --engine tensors only, and it is reference.");
        }
    }

    /// <summary>The settings for a network and the rows that train.</summary>
    /// <param name="words">The command line.</param>
    /// <param name="data">What the rows are of.</param>
    /// <param name="spec">The network.</param>
    /// <param name="training">Which rows train; none if they are streamed.</param>
    /// <param name="rows">How many.</param>
    /// <exception cref="UsageException">A value that is not allowed, or options that contradict each other.</exception>
    public TrainingSettings Read(ParseResult words, DataSet data, NetworkSpec spec, int[] training, int rows)
    {
        var optimizer = _optimizer.Read(words, data);
        var defaults = TrainDefaults.For(data);
        var settings = new TrainingSettings
        {
            Optimizer = optimizer,
            Schedule = Schedule(words, optimizer),
            Epochs = (int)(words.GetValue(_epochs) ?? defaults.Epochs),
            BatchSize = (int)(words.GetValue(_batch) ?? (optimizer is Rprop ? TrainingSettings.FullBatch : defaults.BatchSize)),
            Seed = Seed(words),
        };
        settings = UsageException.Named(
            _stopBelow.Name, () => settings with { StopBelow = words.GetValue(_stopBelow) ?? defaults.StopBelow });
        settings = _stop.Read(words, settings);
        if (words.GetValue(_noShuffle))
        {
            settings = training.Length > 0
                ? settings with { Shuffle = false }
                : throw new UsageException($"{_noShuffle.Name} is given; allowed with rows in memory only, for a stream is shuffled in blocks.");
        }

        if (words.GetValue(_classWeights) is { } weights)
        {
            settings = UsageException.Named(_classWeights.Name, () => settings with { ClassWeights = ClassWeightsOption.Parse(weights, data, training) });
        }

        foreach (var (option, set) in _numbers)
        {
            if (words.GetValue(option) is { } value)
            {
                settings = UsageException.Named(option.Name, () => set(settings, value));
            }
        }

        if (settings.Dropout > 0 && spec.Layers.Length == 1)
        {
            throw new UsageException(FormattableString.Invariant($"--dropout is {settings.Dropout}; allowed is 0 without hidden layers, for it silences their units."));
        }

        return UsageException.Named(_batch.Name, () =>
        {
            settings.RequireFit(rows);
            return settings;
        });
    }

    private Schedule Schedule(ParseResult words, Optimizer optimizer)
    {
        var text = words.GetValue(_schedule);
        if (text is not null && optimizer is Rprop)
        {
            throw new UsageException($"{_schedule.Name} is '{text}'; allowed with any optimizer but rprop, whose steps have sizes of their own.");
        }

        return text is null ? new ConstantRate() : UsageException.Named(_schedule.Name, () => ScheduleOption.Parse(text));
    }
}
