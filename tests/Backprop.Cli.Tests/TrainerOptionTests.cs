namespace Backprop.Cli.Tests;

/// <summary>The options of train that only the trainer has, and what becomes of them.</summary>
public sealed class TrainerOptionTests(DataFiles files) : IClassFixture<DataFiles>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("backprop").FullName;

    private string Checkpoint => Path.Combine(_folder, "run.checkpoint");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Patience_stops_and_the_best_parameters_are_judged()
    {
        var report = await Invocation.Report("train", "moons", "--patience", "5", "--epochs", "5000", "--learning-rate", "0.05");
        Assert.Equal("patience", report.GetProperty("stopped").GetString());
        Assert.InRange(report.GetProperty("epochs").GetInt32(), 6, 4999);
        var summary = await Invocation.Of("train", "moons", "--patience", "5", "--epochs", "5000", "--learning-rate", "0.05");
        Assert.Contains("stopped by patience: 5 epochs without a better held-out loss", summary.Results, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_time_limit_stops()
    {
        var report = await Invocation.Report("train", "moons", "--time-limit", "0.3", "--epochs", "2000000000");
        Assert.Equal("time-limit", report.GetProperty("stopped").GetString());
        Assert.InRange(report.GetProperty("seconds").GetDouble(), 0.3, 60);
    }

    [Fact]
    public async Task A_plateau_lowers_the_rate()
    {
        var run = await Invocation.Of("train", "moons", "--schedule", "plateau:0.5:2", "--epochs", "100", "--learning-rate", "0.05");
        Assert.Equal(0, run.Code);
        Assert.Contains("rate 0.05,", run.Messages, StringComparison.Ordinal);
        Assert.DoesNotContain("rate 0.05,", run.Messages.TrimEnd().Split('\n')[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("balanced")]
    [InlineData("1,2,0.5")]
    [InlineData("kind-c=0.5,kind-a=1,kind-b=2")]
    public async Task Class_weights_are_taken_by_name_and_by_position(string weights)
    {
        var report = await Invocation.Report("train", files["flowers"], "--target", "4", "--class-weights", weights, "--epochs", "5");
        var other = await Invocation.Report("train", files["flowers"], "--target", "4", "--class-weights", "1,2,0.5", "--epochs", "5", "--engine", "reference");
        Assert.Equal(weights != "balanced", report.GetProperty("loss").GetRawText() == other.GetProperty("loss").GetRawText());
    }

    [Fact]
    public async Task A_stream_takes_class_weights_but_is_not_counted_to_balance_them_and_is_always_shuffled()
    {
        await Refused("--no-shuffle is given; allowed with rows in memory only", "train", files["flowers"], "--target", "4", "--stream", "--no-shuffle");
        await Refused(
            "--class-weights: it is 'balanced'; allowed with rows in memory only",
            "train", files["flowers"], "--target", "4", "--stream", "--class-weights", "balanced");
        await Invocation.Report("train", files["flowers"], "--target", "4", "--stream", "--class-weights", "1,2,0.5", "--epochs", "1");
    }

    [Fact]
    public async Task Metrics_are_those_that_people_know()
    {
        var classes = await Invocation.Report("train", files["flowers"], "--target", "4", "--epochs", "5");
        Assert.Equal(["accuracy", "precision", "recall", "f1", "logLoss"], classes.GetProperty("metrics").EnumerateObject().Select(metric => metric.Name));
        Assert.Equal(classes.GetProperty("validationLoss").GetDouble(), classes.GetProperty("metrics").GetProperty("logLoss").GetDouble(), 1e-9);
        var numbers = await Invocation.Report("train", "sine", "--epochs", "5");
        Assert.Equal(["rmse", "mae", "r2"], numbers.GetProperty("metrics").EnumerateObject().Select(metric => metric.Name));
    }

    [Fact]
    public async Task The_summary_counts_what_each_class_was_taken_for()
    {
        var run = await Invocation.Of("train", files["flowers"], "--target", "4", "--epochs", "50");
        Assert.Matches(@"\| class +\| taken for kind-a +\| taken for kind-b +\| taken for kind-c +\|", run.Results);
        Assert.Matches(@"\| kind-a +\| 10 +\| 0 +\| 0 +\|", run.Results);
    }

    [Fact]
    public async Task Progress_tells_what_is_held_out_and_how_long_it_takes()
    {
        var run = await Invocation.Of("train", files["flowers"], "--target", "4", "--epochs", "5");
        Assert.Matches(@"^epoch 2 of 5: loss [0-9.e-]+, held-out [0-9.e-]+, accuracy [0-9.]+, rate 0.01, [0-9]+ rows/s, 0:00:0\d left$", run.Messages.Split('\n')[1].TrimEnd('\r'));
    }

    [Fact]
    public async Task A_line_is_redrawn_among_the_messages_where_a_person_watches()
    {
        var (results, messages) = (new StringWriter(), new StringWriter());
        var code = await CommandLine.Run(["train", "moons", "--time-limit", "2", "--epochs", "2000000000", "--json"], new Terminal(results, messages, IsInteractive: true));
        Assert.Equal((ExitCode.Done, '{'), (code, results.ToString()[0]));
        Assert.Matches("epoch [0-9]+ of 2000000000: loss ", messages.ToString());
        Assert.Contains("0%", messages.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_finished_run_that_is_resumed_says_the_same_again()
    {
        string[] words = ["train", "moons", "--epochs", "7", "--checkpoint", Checkpoint];
        var (first, again) = (await Invocation.Report(words), await Invocation.Report([.. words, "--resume"]));
        foreach (var name in (string[])["epochs", "stopped", "loss", "validationLoss", "metrics"])
        {
            Assert.Equal(first.GetProperty(name).GetRawText(), again.GetProperty(name).GetRawText());
        }
    }

    [Fact]
    public async Task Other_options_other_data_and_no_checkpoint_are_refused_when_a_run_is_resumed()
    {
        string[] words = ["train", "moons", "--epochs", "7", "--checkpoint", Checkpoint];
        await Invocation.Report(words);
        var before = File.ReadAllBytes(Checkpoint);
        await Refused("BatchSize is 8; allowed is what the checkpoint", [.. words, "--resume", "--batch-size", "8"]);
        await Refused("The network is {", [.. words, "--resume", "--hidden", "3"]);
        await Refused("The samples are 320 samples of 2 and 2 values, sha256 ", ["train", "circles", .. words[2..], "--resume"]);
        Assert.Equal(before, File.ReadAllBytes(Checkpoint));
        await Refused("--resume is given; allowed is that together with --checkpoint only.", "train", "--resume");
        await Refused($"--checkpoint: {Checkpoint}x: there is no such file; expected is a checkpoint.", "train", "--resume", "--checkpoint", Checkpoint + "x");
        File.WriteAllText(Checkpoint, "1,2");
        await Refused($"{Checkpoint} is no checkpoint that can be resumed", [.. words, "--resume"]);
        await Refused($"Checkpoint is '{Checkpoint}'; allowed is a new file, or one that is a checkpoint", words);
        Assert.Equal("1,2", File.ReadAllText(Checkpoint));
    }

    [Theory]
    [InlineData("--validation is 0.2; allowed with --engine tensors only", "moons --engine reference --validation 0.2")]
    [InlineData("--patience is 3; allowed is that with --engine tensors only", "moons --engine reference --patience 3")]
    [InlineData("--time-limit is 3; allowed is that with --engine tensors only", "moons --engine reference --time-limit 3")]
    [InlineData("--checkpoint is 'x'; allowed is that with --engine tensors only", "moons --engine reference --checkpoint x")]
    [InlineData("--schedule is 'plateau'; allowed with --engine tensors only", "moons --engine reference --schedule plateau")]
    [InlineData("--patience is 3; allowed is a number where rows are held out, and none are", "xor --patience 3")]
    [InlineData("--patience is '0'; allowed is a whole number from 1", "moons --patience 0")]
    [InlineData("--time-limit is 0; allowed is a number of seconds of 1e-7 or above", "moons --time-limit 0")]
    [InlineData("--time-limit is 1E-09; allowed is a number of seconds of 1e-7 or above", "moons --time-limit 1e-9")]
    [InlineData("--time-limit is NaN; allowed is a number of seconds of 1e-7 or above", "moons --time-limit NaN")]
    [InlineData("--out is './x'; allowed is another file than --checkpoint", "moons --out ./x --checkpoint x")]
    [InlineData("--checkpoint-every is 1; allowed is that together with --checkpoint only", "moons --checkpoint-every 1")]
    [InlineData("--learning-rate is 1E-60; allowed is a number that float can hold, 1E-45 or above.", "moons --precision float --learning-rate 1e-60")]
    [InlineData("--learning-rate is 1E+60; allowed is a number that float can hold", "moons --precision float --learning-rate 1e60 --engine reference")]
    [InlineData("--schedule: Factor is 1; allowed is above 0 and below 1.", "moons --schedule plateau:1")]
    [InlineData("--schedule: Patience is 0; allowed is a whole number, 1 or above.", "moons --schedule plateau:0.5:0")]
    [InlineData("--class-weights: it is '1,2'; allowed with classes only", "sine --class-weights 1,2")]
    [InlineData("--class-weights: it is '1,2,3'; allowed is balanced, 2 weights, or name=weight for each of 0, 1.", "xor --class-weights 1,2,3")]
    [InlineData("--class-weights: it is '0=1,0=2'; allowed is", "xor --class-weights 0=1,0=2")]
    [InlineData("--class-weights: A class weight is -1; allowed is a finite number, 0 or above.", "xor --class-weights -1,1")]
    public async Task What_cannot_be_followed_is_refused_under_the_options_name(string message, string words)
    {
        ArgumentNullException.ThrowIfNull(words);
        await Refused(message, ["train", .. words.Split(' ')]);
    }

    [Theory]
    [InlineData("DATA", "--target", "y")]
    [InlineData("--validation-data", "--target", "y", "--validation-data")]
    public async Task A_file_that_is_read_is_not_written_to(string name, params string[] options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var (data, other) = (Path.Combine(_folder, "data.csv"), Path.Combine(_folder, "other.csv"));
        const string Text = "x,y\n0,1\n1,2\n2,3\n3,4\n";
        File.WriteAllText(data, Text);
        File.WriteAllText(other, Text);
        var isData = name == "DATA";
        string[] read = isData ? [data, .. options] : [other, .. options, data];
        File.CreateSymbolicLink(Path.Combine(_folder, "link"), "data.csv");
        Directory.CreateSymbolicLink(Path.Combine(_folder, "here"), ".");
        foreach (var file in (string[])[data, Path.Combine(_folder, "link"), Path.Combine(_folder, "here", "data.csv")])
        {
            await Refused($"--out is '{file}'; allowed is another file than {name}, which would be lost.", ["train", .. read, "--out", file, "--epochs", "1"]);
        }

        Assert.Equal(Text, File.ReadAllText(data));
    }

    private static async Task Refused(string message, params string[] words)
    {
        var run = await Invocation.Of(words);
        Assert.Equal((2, ""), (run.Code, run.Results));
        Assert.StartsWith(message, run.Messages, StringComparison.Ordinal);
        Assert.Equal(1, run.Messages.Count(letter => letter == '\n'));
    }
}
