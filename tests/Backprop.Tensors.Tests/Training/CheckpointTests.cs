using Backprop.Tensors.Files;

namespace Backprop.Tensors.Tests.Training;

/// <summary>What a checkpoint brings back.</summary>
public sealed class CheckpointTests : CheckpointFolder
{
    public static TheoryData<int> Optimizers => [.. Enumerable.Range(0, Optimizer.All.Count)];

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void A_run_resumed_from_any_of_its_checkpoints_ends_with_the_bits_of_one_that_never_stopped(int number)
    {
        var settings = Settings with { Optimizer = Optimizer.All[number], BatchSize = Optimizer.All[number] is Rprop ? TrainingSettings.FullBatch : 7 };
        var (whole, copies) = (new Network<float>(Small.Classifier, 1), new List<string>());
        var samples = Small.Classes<float>(60);
        var expected = new Trainer<float>(whole, settings).Fit(samples, progress: new Small.Told(p =>
        {
            // What a process that is killed here would leave: the checkpoint of the epoch's last batch.
            copies.Add(Path.Combine(Folder, $"{p.Epoch}"));
            System.IO.File.Copy(File, copies[^1]);
        }));
        foreach (var copy in copies)
        {
            var trainer = Trainer<float>.Resume(copy, settings);
            var actual = trainer.Fit(samples);
            Assert.Equal((expected.Epochs, expected.Loss, expected.ValidationLoss, expected.BestEpoch), (actual.Epochs, actual.Loss, actual.ValidationLoss, actual.BestEpoch));
            Assert.Equal(whole.Numbers(), trainer.Network.Numbers());
        }
    }

    [Fact]
    public void A_run_that_is_cancelled_at_any_moment_and_resumed_each_time_is_the_run_of_one_call()
    {
        var settings = Settings with { Epochs = 20, CheckpointEvery = TimeSpan.FromHours(1), Schedule = new PlateauDecay { Patience = 1, Factor = 0.7 } };
        var whole = new Network<double>(Small.Classifier, 1);
        var expected = new Trainer<double>(whole, settings with { Checkpoint = null }).Fit(s_samples);
        var trainer = new Trainer<double>(new Network<double>(Small.Classifier, 1), settings);
        TrainingReport actual;
        var cancelled = 0;
        while (true)
        {
            using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(1 + (cancelled++ % 3)));
            actual = trainer.Fit(s_samples, cancellation: source.Token);
            if (actual.Stopped != StopReason.Cancelled)
            {
                break;
            }

            trainer = Trainer<double>.Resume(File, settings);
        }

        Assert.Equal((expected.Epochs, expected.Loss, expected.BestValidationLoss), (actual.Epochs, actual.Loss, actual.BestValidationLoss));
        Assert.Equal(whole.Numbers(), trainer.Network.Numbers());
    }

    [Fact]
    public void Divergence_after_a_resumption_leaves_what_it_would_have_left()
    {
        var network = new Network<double>(new NetworkSpec(1, [new(1)], Loss.MeanSquaredError), 1);
        var settings = new TrainingSettings { Epochs = 10_000, BatchSize = 2, Optimizer = new Sgd { LearningRate = 5 }, Checkpoint = File, CheckpointEvery = TimeSpan.Zero };
        Assert.Throws<TrainingDivergedException>(() => new Trainer<double>(network, settings).Fit(Small.Line(6)));
        var resumed = Trainer<double>.Resume(File, settings);
        Assert.Throws<TrainingDivergedException>(() => resumed.Fit(Small.Line(6)));
        Assert.Equal(network.Numbers(), resumed.Network.Numbers());
    }

    [Fact]
    public void A_finished_run_goes_on_with_more_data_and_its_optimizers_state()
    {
        var (kept, network) = (new Network<double>(Small.Classifier, 1), new Network<double>(Small.Classifier, 1));
        var trainer = new Trainer<double>(kept, Settings);
        trainer.Fit(s_samples);
        var resumed = Trainer<double>.Resume(File, Settings, network);
        Assert.Equal(0, resumed.EpochsLeft);
        var more = Small.Classes<double>(90);
        Assert.StartsWith("The samples are 90 samples", Assert.Throws<ArgumentException>(() => resumed.Fit(more, epochs: 0)).Message, StringComparison.Ordinal);
        Assert.Equal(trainer.Fit(more).Loss, resumed.Fit(more).Loss);
        Assert.Equal(kept.Numbers(), network.Numbers());
    }

    [Fact]
    public void Nothing_but_the_checkpoint_is_left_in_its_folder()
    {
        new Trainer<double>(new Network<double>(Small.Classifier), Settings).Fit(s_samples);
        Assert.Equal([File], Directory.GetFiles(Folder));
    }

    [Fact]
    public void What_a_process_left_that_was_killed_while_it_wrote_is_replaced()
    {
        System.IO.File.WriteAllText(File + ".backprop-0123abcd", "half of a checkp");
        new Trainer<double>(new Network<double>(Small.Classifier), Settings).Fit(s_samples);
        Assert.Equal([File], Directory.GetFiles(Folder));
        Assert.Equal(6, Trainer<double>.Resume(File, Settings).Epochs);
    }

    [Fact]
    public void A_file_that_another_is_writing_is_left_to_it()
    {
        AtomicFile.Write(File, first =>
        {
            first.WriteByte(1);
            Assert.Throws<IOException>(() => AtomicFile.Write(File, second => second.WriteByte(2)));
        });
        Assert.Equal([1], System.IO.File.ReadAllBytes(File));
    }

    [Fact]
    public void Every_setting_that_decides_the_bits_is_among_the_options()
    {
        string[] others = [nameof(TrainingSettings.TimeLimit), nameof(TrainingSettings.Checkpoint), nameof(TrainingSettings.CheckpointEvery)];
        var settings = typeof(TrainingSettings).GetProperties().Select(property => property.Name).Except(others);
        Assert.Equal([.. settings.Order(), nameof(Backend)], CheckpointOptions.Of(Settings, Backend.Simd).Select(option => option.Name).Where(name => name != nameof(Backend)).Order().Append(nameof(Backend)));
    }

    [Fact]
    public void A_stream_goes_on_with_the_batches_that_its_epoch_began_with_and_no_others()
    {
        using var source = new CancellationTokenSource();
        var settings = Settings with { Validation = 0, Patience = 0 };
        var batches = Enumerable.Range(0, 60).Chunk(7).Select(chosen => s_samples.Select(chosen)).ToArray();
        var report = new Trainer<double>(new Network<double>(Small.Classifier, 1), settings).Fit(Cancelling(), cancellation: source.Token);
        Assert.Equal((0, StopReason.Cancelled), (report.Epochs, report.Stopped));
        var error = Assert.Throws<ArgumentException>(() => Trainer<double>.Resume(File, settings).Fit(batches.Reverse()));
        Assert.Equal("The first 3 batches differ from those that the epoch began with; allowed is to go on with the same.", error.Message);
        Assert.Equal(6, Trainer<double>.Resume(File, settings).Fit(batches).Epochs);

        IEnumerable<Samples<double>> Cancelling()
        {
            for (var n = 0; n < batches.Length; n++)
            {
                if (n == 3)
                {
                    source.Cancel();
                }

                yield return batches[n];
            }
        }
    }
}
