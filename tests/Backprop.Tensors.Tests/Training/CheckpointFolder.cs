namespace Backprop.Tensors.Tests.Training;

/// <summary>A run with a checkpoint, in a folder that goes with the test.</summary>
public abstract class CheckpointFolder : IDisposable
{
    private protected static readonly Samples<double> s_samples = Small.Classes<double>(60);

    private protected string Folder { get; } = Directory.CreateTempSubdirectory("backprop").FullName;

    private protected string File => Path.Combine(Folder, "run.checkpoint");

    private protected TrainingSettings Settings => new() { Epochs = 6, BatchSize = 7, Dropout = 0.1, Seed = 3, Validation = 0.2, Patience = 50, Checkpoint = File, CheckpointEvery = TimeSpan.Zero };

    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }
}
