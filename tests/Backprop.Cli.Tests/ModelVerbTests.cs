using System.Globalization;
using System.Text.Json;

namespace Backprop.Cli.Tests;

public sealed class ModelVerbTests(DataFiles files) : IClassFixture<DataFiles>
{
    private static async Task<string[][]> Predict(params string[] words)
    {
        var run = await Invocation.Of(["predict", .. words]);
        Assert.True(run.Code == ExitCode.Done, run.Messages);
        return [.. run.Results.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Trim().Split(','))];
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("float", "tensors")]
    [InlineData("double", "tensors")]
    [InlineData("double", "reference")]
    public async Task Classes_are_predicted_with_a_probability_each(string precision, string engine)
    {
        var model = files[$"kinds-{precision}-{engine}.safetensors"];
        await Invocation.Report("train", files["flowers"], "--target", "4", "--precision", precision, "--engine", engine, "--epochs", "50", "--out", model);
        var lines = await Predict(model, files["flowers"], "--engine", engine);
        Assert.Equal(["class", "kind-a", "kind-b", "kind-c"], lines[0]);
        Assert.Equal(151, lines.Length);
        var right = 0;
        foreach (var (row, line) in File.ReadLines(files["flowers"]).Zip(lines.Skip(1)))
        {
            var shares = line.Skip(1).Select(Number).ToArray();
            Assert.Equal(1, shares.Sum(), 1e-5);
            Assert.Equal(line[0], lines[0][1 + Array.IndexOf(shares, shares.Max())]);
            right += row.EndsWith(line[0], StringComparison.Ordinal) ? 1 : 0;
        }

        var evaluation = await Invocation.Report("evaluate", model, files["flowers"]);
        Assert.Equal(right / 150.0, evaluation.GetProperty("metrics").GetProperty("accuracy").GetDouble(), 1e-15);
        Assert.InRange(right, 143, 150);
    }

    [Fact]
    public async Task A_name_may_begin_with_an_at_sign()
    {
        files.Write("at", "x,@label\n1,2.5\n2,3.5\n3,4.5\n4,5.5\n5,6.5\n");
        await Invocation.Report("train", files["at"], "--target", "@label", "--epochs", "1", "--out", files["at.safetensors"]);
        Assert.Equal(["@label"], (await Predict(files["at.safetensors"], files["at"]))[0]);
    }

    [Fact]
    public async Task Both_engines_write_the_same_model()
    {
        var (one, other) = (files["one.safetensors"], files["other.safetensors"]);
        await Invocation.Report("train", files["flowers"], "--target", "4", "--epochs", "2", "--out", one);
        await Invocation.Report("train", files["flowers"], "--target", "4", "--epochs", "2", "--out", other, "--engine", "reference");
        Assert.Equal(File.ReadAllBytes(one), File.ReadAllBytes(other));
    }

    [Fact]
    public async Task Evaluating_the_rows_held_out_gives_the_numbers_of_training()
    {
        var model = files["tail.safetensors"];
        var report = await Invocation.Report("train", files["line"], "--target", "y", "--split", "last", "--epochs", "3", "--out", model);
        var lines = File.ReadAllLines(files["line"]);
        files.Write("tail", string.Join('\n', [lines[0], .. lines[^10..]]));
        var evaluation = await Invocation.Report("evaluate", model, files["tail"]);
        Assert.Equal(report.GetProperty("validationLoss").GetRawText(), evaluation.GetProperty("loss").GetRawText());
        Assert.Equal(report.GetProperty("metrics").GetRawText(), evaluation.GetProperty("metrics").GetRawText());
    }

    [Fact]
    public async Task Columns_are_found_by_name_and_others_are_left_alone()
    {
        files.Write("houses", "size,color,price\n1,red,10\n2,blue,20\n3,red,30\n4,blue,41\n5,red,50\n");
        var model = files["houses.safetensors"];
        await Invocation.Report("train", files["houses"], "--target", "price", "--epochs", "5", "--out", model);
        files.Write("moved", "note,color,price,size\nn,red,10,1\nn,blue,20,2\nn,red,30,3\nn,blue,41,4\nn,red,50,5\n");
        files.Write("bare", "1,red,10\n2,blue,20\n3,red,30\n4,blue,41\n5,red,50\n");
        var (here, moved, bare) = (await Predict(model, files["houses"]), await Predict(model, files["moved"]), await Predict(model, files["bare"]));
        Assert.Equal(["price"], here[0]);
        Assert.Equal(here, moved);
        Assert.Equal(here, bare);
        var loss = (await Invocation.Report("evaluate", model, files["houses"])).GetRawText();
        Assert.Equal(loss, (await Invocation.Report("evaluate", model, files["moved"])).GetRawText());
        Assert.Equal(loss, (await Invocation.Report("evaluate", model, files["bare"])).GetRawText());
    }

    [Fact]
    public async Task A_table_with_an_index_that_has_no_name_has_a_header_as_pandas_writes_it()
    {
        files.Write("pandas", ",size,kind\n" + string.Concat(Enumerable.Range(0, 20).Select(n => $"{n},{n}.5,{(n % 2 == 0 ? "a" : "b")}\n")));
        var model = files["pandas.safetensors"];
        await Invocation.Report("train", files["pandas"], "--target", "kind", "--epochs", "2", "--out", model);
        Assert.Equal(21, (await Predict(model, files["pandas"])).Length);
        await Invocation.Report("info", model);
    }

    [Fact]
    public async Task A_target_that_came_first_without_header_is_no_input()
    {
        files.Write("first", string.Concat(Enumerable.Range(0, 30).Select(n => $"{3 * n}.5,{n},{n * n}\n")));
        files.Write("inputs", string.Concat(Enumerable.Range(0, 30).Select(n => $"{n},{n * n}\n")));
        var model = files["first.safetensors"];
        await Invocation.Report("train", files["first"], "--target", "0", "--hidden", "none", "--optimizer", "rprop", "--epochs", "300", "--out", model);
        var evaluation = await Invocation.Report("evaluate", model, files["first"]);
        Assert.InRange(evaluation.GetProperty("metrics").GetProperty("r2").GetDouble(), 0.99, 1);
        Assert.Equal(await Predict(model, files["first"]), await Predict(model, files["inputs"]));
    }

    [Fact]
    public async Task Predictions_are_in_the_units_of_the_data()
    {
        var model = files["line.model.safetensors"];
        await Invocation.Report("train", files["line"], "--target", "y", "--hidden", "none", "--optimizer", "rprop", "--epochs", "500", "--out", model);
        var json = await Invocation.Report("predict", model, files["more-line"]);
        Assert.Equal("y", json.GetProperty("names")[0].GetString());
        Assert.False(json.TryGetProperty("classes", out _));
        Assert.Equal(105_000.5, json.GetProperty("outputs")[0][0].GetDouble(), 50.0);
    }

    [Fact]
    public async Task A_truth_table_is_predicted_as_0_or_1()
    {
        var model = files["xor.safetensors"];
        await Invocation.Report("train", "xor", "--out", model);
        var lines = await Predict(model, "xor");
        Assert.Equal(["class", "xor"], lines[0]);
        Assert.Equal(["0", "1", "1", "0"], lines.Skip(1).Select(line => line[0]));
        Assert.Equal(1, (await Invocation.Report("evaluate", model, "xor")).GetProperty("metrics").GetProperty("accuracy").GetDouble());
    }

    [Fact]
    public async Task A_model_without_schema_numbers_its_outputs()
    {
        files.Write("plain", "1,2,0.5\n-1,0.25,3\n");
        var lines = await Predict(files["line.safetensors"], files["plain"]);
        Assert.Equal(["output0"], lines[0]);
        Assert.Equal(3, lines.Length);
        var metrics = (await Invocation.Report("evaluate", files["line.safetensors"], files["plain"])).GetProperty("metrics");
        Assert.Equal(Math.Abs(Number(lines[1][0]) - 0.5) + Math.Abs(Number(lines[2][0]) - 3), 2 * metrics.GetProperty("mae").GetDouble(), 1e-12);
        Assert.Equal(3, (await Predict(files["classes.safetensors"], files["plain"]))[0].Length - 1);
    }

    [Fact]
    public async Task A_stream_is_learnt_as_well_as_rows_in_memory()
    {
        var model = files["streamed.safetensors"];
        var report = await Invocation.Report("train", files["flowers"], "--target", "4", "--stream", "--validation-data", files["flowers"], "--out", model);
        var accuracy = report.GetProperty("metrics").GetProperty("accuracy").GetDouble();
        Assert.InRange(accuracy, 0.95, 1);
        Assert.Equal(report.GetProperty("validationLoss").GetDouble(), (await Invocation.Report("evaluate", model, files["flowers"])).GetProperty("loss").GetDouble());
        var run = await Invocation.Of("train", files["flowers"], "--target", "4", "--stream", "--epochs", "1");
        Assert.Contains("150 rows", run.Results, StringComparison.Ordinal);
        Assert.Contains("streamed", run.Results, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_that_is_resumed_goes_on_in_the_same_order()
    {
        string[] words = ["train", files["flowers"], "--target", "4", "--stream", "--batch-size", "50"];
        await Invocation.Report([.. words, "--epochs", "4", "--out", files["straight.safetensors"]]);
        var checkpoint = files["stream.checkpoint"];
        await Invocation.Report([.. words, "--epochs", "4", "--checkpoint", checkpoint, "--checkpoint-every", "0", "--time-limit", "0.000001"]);
        await Invocation.Report([.. words, "--epochs", "4", "--checkpoint", checkpoint, "--resume", "--out", files["resumed.safetensors"]]);
        Assert.Equal(File.ReadAllBytes(files["straight.safetensors"]), File.ReadAllBytes(files["resumed.safetensors"]));
    }

    [Fact]
    public async Task A_stream_that_stopped_between_two_epochs_goes_on_with_the_same_file_only()
    {
        files.Write("stream-1", string.Concat(Enumerable.Range(0, 60).Select(n => $"{n},{n % 3}\n")));
        files.Write("stream-2", string.Concat(Enumerable.Range(0, 60).Select(n => $"{59 - n},{n % 3}\n")));
        string[] more = ["--target", "1", "--task", "classification", "--stream", "--epochs", "2", "--checkpoint", files["stream-file.checkpoint"]];
        await Invocation.Report(["train", files["stream-1"], .. more]);
        await Invocation.Report(["train", files["stream-1"], .. more, "--resume"]);
        var run = await Invocation.Of(["train", files["stream-2"], .. more, "--resume"]);
        Assert.Equal(ExitCode.Refused, run.Code);
        Assert.StartsWith("The samples are a stream of 60 rows, sha256 ", run.Messages.Split('\n').First(line => line.StartsWith("The samples", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Weights_count()
    {
        files.Write("weighted", "x,y,w\n1,2.5,1\n2,7,0\n3,6.5,1\n");
        files.Write("without", "x,y\n1,2.5\n3,6.5\n");
        string[] more = ["--target", "y", "--hidden", "none", "--validation", "0", "--scale", "none", "--batch-size", "100", "--epochs", "20"];
        var weighted = await Invocation.Report(["train", files["weighted"], "--sample-weights", "w", .. more]);
        var without = await Invocation.Report(["train", files["without"], .. more]);
        Assert.Equal(without.GetProperty("loss").GetDouble(), weighted.GetProperty("loss").GetDouble(), 1e-12);
    }

    [Fact]
    public async Task Digits_are_told_apart_in_under_ten_epochs()
    {
        if (TrainTests.RealData("mnist/t10k-images-idx3-ubyte.gz") is not { } images)
        {
            Console.WriteLine("Nothing tested: there is no folder ../shared/data beside the repository.");
            return;
        }

        var labels = images.Replace("images-idx3", "labels-idx1", StringComparison.Ordinal);
        var model = files["digits.safetensors"];
        var report = await Invocation.Report(
            "train", images, "--labels", labels, "--split", "last", "--precision", "float", "--out", model);
        Assert.InRange(report.GetProperty("metrics").GetProperty("accuracy").GetDouble(), 0.95, 1);
        var evaluation = await Invocation.Report("evaluate", model, images, "--labels", labels);
        Assert.InRange(evaluation.GetProperty("metrics").GetProperty("accuracy").GetDouble(), 0.95, 1);
        Assert.Equal(JsonValueKind.Number, evaluation.GetProperty("loss").ValueKind);
        Assert.Equal(10_001, (await Predict(model, images)).Length);
    }
}
