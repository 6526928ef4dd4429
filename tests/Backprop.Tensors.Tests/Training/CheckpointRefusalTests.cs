using System.Text;
using Backprop.Tensors.Files;

namespace Backprop.Tensors.Tests.Training;

/// <summary>What is no checkpoint of the run, and is refused.</summary>
public sealed class CheckpointRefusalTests : CheckpointFolder
{
    [Fact]
    public void A_part_of_a_file_is_refused_whatever_the_part()
    {
        var whole = Written();
        for (var length = 0; length < whole.Length; length += 1 + (whole.Length / 50))
        {
            Refused(whole[..length], "is no checkpoint that can be resumed: ");
        }

        Refused([.. whole, 0], "is no checkpoint that can be resumed: ");
    }

    [Fact]
    public void A_newer_version_is_refused_by_its_number()
    {
        var text = Encoding.Latin1.GetString(Written());
        const string Quote = @"\u0022";
        var newer = text.Replace($"{Quote}version{Quote}:1,{Quote}samples", $"{Quote}version{Quote}:7,{Quote}samples", StringComparison.Ordinal);
        Assert.NotEqual(text, newer);
        Refused(Encoding.Latin1.GetBytes(newer), "its format is version 7; this program reads version 1");
    }

    [Fact]
    public void A_model_file_and_any_other_file_are_refused_and_stay()
    {
        ModelFile.Save(new Network<double>(Small.Classifier), File);
        Refused(System.IO.File.ReadAllBytes(File), "it has no metadata 'checkpoint'");
        Stays();
        System.IO.File.WriteAllText(File, "sepal,petal\n1,2\n");
        Refused(System.IO.File.ReadAllBytes(File), "is no checkpoint that can be resumed");
        Stays();

        void Stays()
        {
            var before = System.IO.File.ReadAllBytes(File);
            var error = Assert.Throws<ArgumentException>(() => new Trainer<double>(new Network<double>(Small.Classifier), Settings).Fit(s_samples));
            Assert.Contains("this is another, which stays as it is", error.Message, StringComparison.Ordinal);
            Assert.Equal(before, System.IO.File.ReadAllBytes(File));
        }
    }

    public static TheoryData<string, Func<TrainingSettings, TrainingSettings>> Others => new()
    {
        { "Epochs is 7; allowed is what the checkpoint", s => s with { Epochs = 7 } },
        { "BatchSize is 8", s => s with { BatchSize = 8 } },
        { "Optimizer is Adam { Name = adam, LearningRate = 0.002", s => s with { Optimizer = new Adam { LearningRate = 0.002 } } },
        { "Schedule is ExponentialDecay { Factor = 0.99 }", s => s with { Schedule = new ExponentialDecay() } },
        { "L2 is 0.1", s => s with { L2 = 0.1 } },
        { "Seed is 4", s => s with { Seed = 4 } },
        { "ClassWeights is 1 2 0.5", s => s with { ClassWeights = [1, 2, 0.5] } },
        { "Patience is 49", s => s with { Patience = 49 } },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public void Other_options_are_refused_by_name(string message, Func<TrainingSettings, TrainingSettings> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        Written();
        Assert.StartsWith(message, Assert.Throws<ArgumentException>(() => Trainer<double>.Resume(File, change(Settings))).Message, StringComparison.Ordinal);
        Trainer<double>.Resume(File, Settings with { TimeLimit = TimeSpan.FromDays(1), Checkpoint = null, CheckpointEvery = TimeSpan.FromDays(1) });
    }

    [Fact]
    public void Other_samples_networks_and_precisions_are_refused()
    {
        using var source = new CancellationTokenSource();
        new Trainer<double>(new Network<double>(Small.Classifier), Settings).Fit(s_samples, progress: new Small.Told(_ => source.Cancel()), cancellation: source.Token);
        var error = Assert.Throws<ArgumentException>(() => Trainer<double>.Resume(File, Settings).Fit(Small.Classes<double>(60, 2)));
        Assert.StartsWith("The samples are 60 samples of 4 and 3 values, sha256 ", error.Message, StringComparison.Ordinal);
        var other = new Network<double>(new NetworkSpec(4, [new(8), new(3, Activation.Softmax)]));
        Assert.StartsWith("The network is {", Assert.Throws<ArgumentException>(() => Trainer<double>.Resume(File, Settings, other)).Message, StringComparison.Ordinal);
        Assert.Contains("it was made with precision F64; this run has F32", Assert.Throws<InvalidDataException>(() => Trainer<float>.Resume(File, Settings)).Message, StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => Trainer<double>.Resume(File + "x", Settings));
    }

    private byte[] Written()
    {
        new Trainer<double>(new Network<double>(Small.Classifier), Settings).Fit(s_samples, epochs: 1);
        return System.IO.File.ReadAllBytes(File);
    }

    private void Refused(byte[] bytes, string message)
    {
        var path = Path.Combine(Folder, "other");
        System.IO.File.WriteAllBytes(path, bytes);
        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => Trainer<double>.Resume(path, Settings)).Message, StringComparison.Ordinal);
        Assert.Equal(bytes, System.IO.File.ReadAllBytes(path));
    }
}
