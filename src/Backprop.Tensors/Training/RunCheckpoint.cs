using System.Numerics;
using Backprop.Tensors.Files;

namespace Backprop.Tensors;

/// <summary>A run's state on its way to the file that its settings name, if they do, and back.</summary>
internal sealed class RunCheckpoint<T>(
    Network<T> network, TrainingSettings settings, TrainingStep<T> step, KeptParameters<T> kept, RunPosition at)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private string _fingerprint = "";

    /// <summary>A call begins, on these samples.</summary>
    /// <exception cref="ArgumentException">There can be no such file.</exception>
    public void Begin(IEpochs<T> epochs)
    {
        CheckpointFile.RequirePlace(settings.Checkpoint);
        _fingerprint = settings.Checkpoint is null ? "" : epochs.Fingerprint;
    }

    /// <summary>Writes the file, if there is to be one.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Save()
    {
        if (settings.Checkpoint is { } path)
        {
            (at.Steps, (at.Power1, at.Power2)) = (step.Steps, step.Optimizer.Powers);
            CheckpointFile<T>.Write(path, at, CheckpointOptions.Of(settings, network.Backend), _fingerprint, Sets());
        }
    }

    /// <summary>Takes the state that a file holds.</summary>
    public void Load(CheckpointFile<T> file)
    {
        file.ReadInto(at, Sets());
        step.Steps = at.Steps;
        step.Optimizer.Powers = (at.Power1, at.Power2);
    }

    /// <summary>All matrices of the state, by the prefix of their names in a file.</summary>
    private List<(string Prefix, ParameterSet<T> Set)> Sets()
    {
        List<(string, ParameterSet<T>)> sets = [("", network.Parameters), ("best.", kept.Values)];
        if (step.Optimizer.First is { } first)
        {
            sets.Add(("optimizer.first.", first));
        }

        if (step.Optimizer.Second is { } second)
        {
            sets.Add(("optimizer.second.", second));
        }

        return sets;
    }
}
