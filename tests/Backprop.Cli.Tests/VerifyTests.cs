using System.Text.Json;
using Backprop.Tensors;
using Backprop.Tensors.Files;
using Backprop.Verification;

namespace Backprop.Cli.Tests;

public sealed class VerifyTests(DataFiles files) : IClassFixture<DataFiles>
{
    [Fact]
    public async Task A_report_has_each_law_with_its_cases_and_the_fingerprint()
    {
        var report = await Invocation.Report("verify", "--cases", "2", "--law", "loss-bits", "--law", "product-bits");
        Assert.Equal(["passed", "seconds", "laws", "fingerprint"], report.EnumerateObject().Select(property => property.Name));
        Assert.True(report.GetProperty("passed").GetBoolean());
        Assert.Equal($"{FixedRuns.Expected:x16}", report.GetProperty("fingerprint").GetString());
        var laws = report.GetProperty("laws").EnumerateArray().ToArray();
        Assert.Equal(["product-bits", "loss-bits"], laws.Select(law => law.GetProperty("name").GetString()!));
        Assert.All(laws, law => Assert.Equal((2, true), (law.GetProperty("cases").GetInt32(), law.GetProperty("passed").GetBoolean())));
        Assert.All(laws, law => Assert.False(law.TryGetProperty("counterexample", out _)));
    }

    [Fact]
    public async Task Without_json_a_table_tells_the_verdicts_and_messages_the_progress()
    {
        var run = await Invocation.Of("verify", "--cases", "3", "--law", "unit-weights", "--vector-width", "128", "--threads", "1");
        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Contains("│ unit-weights │     3 │", run.Results, StringComparison.Ordinal);
        Assert.Contains("1 of 1 laws hold for 3 cases", run.Results, StringComparison.Ordinal);
        Assert.StartsWith("unit-weights: 3 of 3 cases, ", run.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_of_ones_own_is_verified()
    {
        var spec = new NetworkSpec(5, [new(9, Activation.Silu), new(4, Activation.Softmax)]);
        ModelFile.Save(new Network<float>(spec, 3), files["own.safetensors"]);
        var report = await Invocation.Report("verify", "--cases", "4", "--model", files["own.safetensors"]);
        Assert.Equal(
            ["gradient-bits", "batch-invariance", "central-differences"],
            report.GetProperty("laws").EnumerateArray().Select(law => law.GetProperty("name").GetString()!));

        var network = new Network<float>(spec, 3);
        network.Parameters.Weights(0)[1, 2] = float.NaN;
        ModelFile.Save(network, files["nan.safetensors"]);
        var run = await Invocation.Of("verify", "--model", files["nan.safetensors"]);
        Assert.Equal(ExitCode.Refused, run.Code);
        Assert.Contains("not finite", run.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failure_is_told_with_its_counterexample_and_a_command()
    {
        var report = VerifyReport.Of([new("odd-law", 7, false, "1-1 tanh: no", "--law odd-law --cases 1 --seed 6", 0.5)], 1, 2, new("my model", null));
        Assert.False(report.Passed);
        var terminal = new Terminal(new StringWriter(), new StringWriter(), IsInteractive: false);
        report.Print(terminal);
        var text = terminal.Results.ToString()!;
        Assert.Contains("odd-law fails for 1-1 tanh: no", text, StringComparison.Ordinal);
        Assert.Contains("replay: backprop verify --law odd-law --cases 1 --seed 6 --model \"my model\"", text, StringComparison.Ordinal);
        Assert.Contains("FAILED", text, StringComparison.Ordinal);
        terminal = terminal with { Results = new StringWriter() };
        terminal.WriteJson(report);
        var law = JsonDocument.Parse(terminal.Results.ToString()!).RootElement.GetProperty("laws")[0];
        Assert.Equal(["name", "cases", "passed", "counterexample", "replay"], law.EnumerateObject().Select(property => property.Name));
    }

    /// <summary>A checkpoint that has all floats stands for the run.</summary>
    [Fact]
    public async Task An_exhaustive_report_has_the_same_keys_and_the_worst_error_of_each_function()
    {
        var finding = new Finding(0.5011, 0x3F800001, null);
        Finished("done", finding);
        var report = await Invocation.Report("verify", "--exhaustive", "--law", "exp", "--checkpoint", files["done"]);
        Assert.Equal(["passed", "seconds", "laws", "fingerprint"], report.EnumerateObject().Select(property => property.Name));
        var law = report.GetProperty("laws")[0];
        Assert.Equal(["name", "cases", "passed", "worstUlp", "at"], law.EnumerateObject().Select(property => property.Name));
        Assert.Equal(("exp", 1L << 32, true), (law.GetProperty("name").GetString(), law.GetProperty("cases").GetInt64(), law.GetProperty("passed").GetBoolean()));
        Assert.Equal((0.5011, 1.0000001f), (law.GetProperty("worstUlp").GetDouble(), law.GetProperty("at").GetSingle()));

        var run = await Invocation.Of("verify", "--exhaustive", "--law", "exp", "--checkpoint", files["done"]);
        Assert.Equal(ExitCode.Done, run.Code);
        Assert.Contains("│ 4294967296 │    0.5011 │ 1.0000001 (0x3F800001) │  0.502 │ holds   │", run.Results, StringComparison.Ordinal);
        Assert.Contains("1 of 1 functions hold for 4294967296 floats in ", run.Results, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_float_that_lanes_take_for_another_fails_an_exhaustive_verification_and_is_told()
    {
        Finished("failed", new(0.4, 0, new Mismatch(0x40490FDB, "1 at 256 bits, not 2 as by the scalar definition")));
        var run = await Invocation.Of("verify", "--exhaustive", "--law", "exp", "--checkpoint", files["failed"]);
        Assert.Equal(ExitCode.Failed, run.Code);
        Assert.Contains("exp fails at 3.1415927 (0x40490FDB): 1 at 256 bits, not 2 as by the scalar definition", run.Results, StringComparison.Ordinal);
        Assert.Contains("  replay: backprop verify --exhaustive --law exp\n", run.Results.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("0 of 1 functions hold", run.Results, StringComparison.Ordinal);
    }

    private void Finished(string file, Finding finding)
    {
        SweptFunction[] exp = [.. SweptFunctions.All.Where(function => function.Name == "exp")];
        new SweepCheckpoint(files[file], exp, Machine.Whole.Widths).Write(new(FloatBlock.Count, [finding]));
    }

    [Fact]
    public void Another_fingerprint_is_a_failure()
    {
        Assert.False(VerifyReport.Of([], 1, 0, null).Passed);
        Assert.True(VerifyReport.Of([], FixedRuns.Expected, 0, null).Passed);
    }

    [Fact]
    public void Fixed_trainings_that_fail_are_a_failure_that_still_tells_the_laws()
    {
        var report = VerifyReport.Of([new("odd-law", 7, false, "1-1 tanh: no", "--law odd-law --cases 1 --seed 6", 0.5)], null, 1, null);
        Assert.False(report.Passed);
        Assert.Equal("none", report.Fingerprint);
        Assert.Equal("1-1 tanh: no", report.Laws[0].Counterexample);
    }
}
