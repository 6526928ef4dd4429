namespace Backprop.Reference.Tests;

/// <summary>Hears progress on the thread that reports it, and keeps it.</summary>
internal sealed class Told(Action<TrainingProgress>? heard = null) : IProgress<TrainingProgress>
{
    public List<TrainingProgress> Reports { get; } = [];

    public void Report(TrainingProgress value)
    {
        Reports.Add(value);
        heard?.Invoke(value);
    }
}
