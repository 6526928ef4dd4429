using System.Text.Json;

namespace Backprop.Cli.Tests;

public sealed class TrainTests(DataFiles files) : IClassFixture<DataFiles>
{
    [Theory]
    [InlineData("xor")]
    [InlineData("and")]
    [InlineData("or")]
    [InlineData("parity")]
    public async Task Truth_tables_are_learnt_from_any_seed(string name)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var report = await Invocation.Report("train", name, "--seed", $"{seed}");
            Assert.Equal("stop-below", report.GetProperty("stopped").GetString());
            foreach (var row in report.GetProperty("predictions").EnumerateArray())
            {
                var (target, output) = (row.GetProperty("targets")[0].GetDouble(), row.GetProperty("outputs")[0].GetDouble());
                Assert.Equal(target, output, 0.1);
            }
        }
    }

    [Fact]
    public async Task Without_words_it_trains_xor_and_prints_the_truth_table()
    {
        var run = await Invocation.Of();
        Assert.Equal(0, run.Code);
        Assert.Contains("accuracy       1 (4 of 4 training rows)", run.Results, StringComparison.Ordinal);
        Assert.Contains("| x1 | x2 | xor | output", run.Results, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_report_has_the_keys_that_scripts_read()
    {
        var report = await Invocation.Report("train", "xor", "--seed", "5");
        string[] keys = ["epochs", "stopped", "loss", "validationLoss", "metrics", "seconds", "samplesPerSecond", "seed", "predictions"];
        Assert.Equal(keys, report.EnumerateObject().Select(property => property.Name));
        Assert.Equal(JsonValueKind.Null, report.GetProperty("validationLoss").ValueKind);
        Assert.Equal(5, report.GetProperty("seed").GetInt32());
        Assert.False((await Invocation.Report("train", "sine", "--epochs", "1")).TryGetProperty("predictions", out _));
    }

    [Fact]
    public async Task No_epochs_have_no_loss()
    {
        var report = await Invocation.Report("train", "--epochs", "0");
        Assert.Equal((0, JsonValueKind.Null), (report.GetProperty("epochs").GetInt32(), report.GetProperty("loss").ValueKind));
    }

    [Theory]
    [InlineData("float")]
    [InlineData("double")]
    public async Task Flowers_of_three_kinds_are_told_apart(string precision)
    {
        var before = File.ReadAllBytes(files["flowers"]);
        var report = await Invocation.Report("train", files["flowers"], "--target", "4", "--hidden", "16", "--precision", precision);
        Assert.InRange(report.GetProperty("metrics").GetProperty("accuracy").GetDouble(), 28.5 / 30, 1);
        Assert.Equal(before, File.ReadAllBytes(files["flowers"]));
    }

    [Fact]
    public async Task Iris_flowers_are_told_apart()
    {
        if (RealData("iris.csv") is not { } iris)
        {
            Console.WriteLine("Nothing tested: there is no folder ../shared/data beside the repository.");
            return;
        }

        var report = await Invocation.Report("train", iris, "--target", "4", "--hidden", "16");
        Assert.InRange(report.GetProperty("metrics").GetProperty("accuracy").GetDouble(), 28.5 / 30, 1);
    }

    [Fact]
    public async Task Summary_tells_what_was_inferred_and_held_out()
    {
        var run = await Invocation.Of("train", files["flowers"], "--target", "4", "--epochs", "1");
        Assert.Contains("no header, 150 rows, 4 numeric columns; 3 classes of column 4 (kind-a, kind-b, kind-c)", run.Results, StringComparison.Ordinal);
        Assert.Contains("120 train, 30 held out", run.Results, StringComparison.Ordinal);
        Assert.Contains("4-16-3 tanh, softmax; 131 parameters, double", run.Results, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Numbers_are_fitted_in_their_own_units()
    {
        // y = 1000·x + 5000.5: an error in scaled units would be below 1, one in the data's units is not far above.
        var report = await Invocation.Report("train", files["line"], "--target", "y", "--hidden", "none", "--optimizer", "rprop");
        Assert.InRange(report.GetProperty("metrics").GetProperty("rmse").GetDouble(), 0, 20);
        Assert.InRange(report.GetProperty("validationLoss").GetDouble(), 0, 1e-4);
    }

    [Theory]
    [InlineData("circles", "accuracy", 0.95, 1)]
    [InlineData("moons", "accuracy", 0.95, 1)]
    [InlineData("spirals", "accuracy", 0.9, 1)]
    [InlineData("sine", "rmse", 0, 0.1)]
    public async Task Generated_sets_are_learnt_with_defaults(string name, string metric, double least, double most)
    {
        var report = await Invocation.Report("train", name, "--epochs", "100");
        Assert.InRange(report.GetProperty("metrics").GetProperty(metric).GetDouble(), least, most);
    }

    [Theory]
    [InlineData("sgd")]
    [InlineData("momentum --momentum 0.8")]
    [InlineData("nesterov --momentum 0.8")]
    [InlineData("rmsprop --rho 0.9 --epsilon 1e-6")]
    [InlineData("adagrad --epsilon 1e-6")]
    [InlineData("adam --beta1 0.8 --beta2 0.99 --epsilon 1e-6")]
    [InlineData("adamw --weight-decay 0.001")]
    [InlineData("rprop")]
    [InlineData("sgd --loss half-squared-error --output-activation identity --learning-rate 0.1 --batch-size 1")]
    [InlineData("adam --init he-normal --activation relu --hidden 8,8 --clip-norm 1 --clip-value 1 --l1 1e-6 --l2 1e-6")]
    [InlineData("adam --schedule cosine:10:0.1 --reduction sum --engine reference --scale standard")]
    public async Task Every_optimizer_learns_xor(string options)
    {
        var report = await Invocation.Report(["train", "xor", "--optimizer", .. options.Split(' ')]);
        Assert.Equal(1, report.GetProperty("metrics").GetProperty("accuracy").GetDouble());
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_numbers()
    {
        var (one, two) = (await Invocation.Report("train", "moons", "--epochs", "2"), await Invocation.Report("train", "moons", "--epochs", "2"));
        var other = await Invocation.Report("train", "moons", "--epochs", "2", "--seed", "1");
        Assert.Equal(one.GetProperty("loss").GetRawText(), two.GetProperty("loss").GetRawText());
        Assert.NotEqual(one.GetProperty("loss").GetRawText(), other.GetProperty("loss").GetRawText());
    }

    [Fact]
    public async Task Progress_is_ten_lines_at_most_and_among_the_messages()
    {
        var run = await Invocation.Of("train", "sine", "--epochs", "95", "--hidden", "2", "--json");
        Assert.InRange(run.Messages.Count(letter => letter == '\n'), 5, 10);
        Assert.Equal(1, run.Results.Count(letter => letter == '\n'));
    }

    [Fact]
    public async Task A_run_that_diverges_fails_with_one_line()
    {
        var run = await Invocation.Of("train", "sine", "--optimizer", "sgd", "--learning-rate", "1e200");
        Assert.Equal((1, ""), (run.Code, run.Results));
        Assert.StartsWith("Training diverged", run.Messages, StringComparison.Ordinal);
        Assert.Equal(1, run.Messages.Count(letter => letter == '\n'));
    }

    internal static string? RealData(string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Backprop.sln")))
        {
            folder = folder.Parent;
        }

        var path = folder is null ? "" : Path.Combine(folder.FullName, "..", "shared", "data", name);
        return File.Exists(path) ? path : null;
    }
}
