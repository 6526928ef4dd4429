using System.CommandLine;

namespace Backprop.Cli;

/// <summary>What ends a run early and what survives it: patience, a time limit, a checkpoint. Only the trainer of the tensors engine has these.</summary>
internal sealed class StopOptions
{
    private readonly Option<long?> _patience = OptionKinds.Whole("--patience", "stop after so many epochs without a lower loss of the rows held out, and keep the best parameters (default: never)", 1);
    private readonly Option<double?> _timeLimit = OptionKinds.Number("--time-limit", "stop after so many seconds of training (default: never)");
    private readonly Option<string?> _checkpoint = OptionKinds.Text("--checkpoint", "keep the state of the run in this file, so that it can be resumed", "file");
    private readonly Option<double?> _every = OptionKinds.Number("--checkpoint-every", "seconds between two writings of the checkpoint; 0 is after every batch (default: 30)");
    private readonly Option<bool> _resume = OptionKinds.Flag("--resume", "go on from the checkpoint; data and options must be those that the run began with");

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command verb)
    {
        foreach (var option in (Option[])[_patience, _timeLimit, _checkpoint, _every, _resume])
        {
            verb.Add(option);
        }
    }

    /// <summary>The settings with these in them.</summary>
    /// <exception cref="UsageException">A value that is not allowed.</exception>
    public TrainingSettings Read(ParseResult words, TrainingSettings settings)
    {
        settings = settings with { Patience = (int)(words.GetValue(_patience) ?? 0) };
        if (words.GetValue(_timeLimit) is { } limit)
        {
            settings = settings with { TimeLimit = Seconds(_timeLimit, limit, limit >= ClockTick, "of 1e-7 or above") };
        }

        if (words.GetValue(_every) is { } every)
        {
            Require(words.GetValue(_checkpoint) is not null, _every, FormattableString.Invariant($"{every}"), $"that together with {_checkpoint.Name} only");
            settings = settings with { CheckpointEvery = Seconds(_every, every, every >= 0, "0 or above") };
        }

        return settings with { Checkpoint = OutputFile.Require(_checkpoint.Name, words.GetValue(_checkpoint)) };
    }

    /// <summary>Whether the run goes on from its checkpoint.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    public bool IsResumed(ParseResult words)
    {
        var isResumed = words.GetValue(_resume);
        Require(!isResumed || words.GetValue(_checkpoint) is not null, _resume, "given", $"that together with {_checkpoint.Name} only");
        return isResumed;
    }

    /// <summary>Passes if the engine and the rows have what is asked for.</summary>
    /// <param name="words">The command line.</param>
    /// <param name="choice">The engine.</param>
    /// <param name="isHeldOut">Whether there are rows that are held out.</param>
    /// <exception cref="UsageException">They have not.</exception>
    public void RequireFit(ParseResult words, EngineChoice choice, bool isHeldOut)
    {
        var patience = words.GetValue(_patience);
        Require(patience is null || isHeldOut, _patience, FormattableString.Invariant($"{patience}"), "a number where rows are held out, and none are: see --validation");
        if (choice.IsReference)
        {
            OnlyTensors(_patience, FormattableString.Invariant($"{patience}"));
            OnlyTensors(_timeLimit, FormattableString.Invariant($"{words.GetValue(_timeLimit)}"));
            OnlyTensors(_checkpoint, words.GetValue(_checkpoint) is { } path ? $"'{path}'" : "");
        }

        static void OnlyTensors(Option option, string value) =>
            Require(value.Length == 0, option, value, "that with --engine tensors only, and it is reference");
    }

    /// <summary>The shortest time that is not 0.</summary>
    private static double ClockTick => TimeSpan.FromTicks(1).TotalSeconds;

    private static TimeSpan Seconds(Option option, double seconds, bool isPossible, string allowed)
    {
        // Longer than any run, and short enough for the clock.
        const double Most = 1e9;
        Require(isPossible && seconds <= Most, option, FormattableString.Invariant($"{seconds}"), $"a number of seconds {allowed}, at most 1e9");
        return TimeSpan.FromSeconds(seconds);
    }

    private static void Require(bool holds, Option option, string value, string allowed)
    {
        if (!holds)
        {
            throw new UsageException($"{option.Name} is {value}; allowed is {allowed}.");
        }
    }
}
