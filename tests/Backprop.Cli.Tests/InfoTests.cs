using Backprop.Tensors;
using Backprop.Tensors.Files;

namespace Backprop.Cli.Tests;

public sealed class InfoTests(DataFiles files) : IClassFixture<DataFiles>
{
    [Fact]
    public async Task Info_tells_what_the_machine_has()
    {
        var report = await Invocation.Report("info");
        Assert.Equal(
            ["version", "runtime", "architecture", "vectorBits", "fusedMultiplyAdd", "cores"],
            report.EnumerateObject().Select(property => property.Name));
        Assert.DoesNotContain('+', report.GetProperty("version").GetString()!);
        Assert.Equal(Environment.ProcessorCount, report.GetProperty("cores").GetInt32());
        Assert.Contains("fused multiply-add", (await Invocation.Of("info")).Results, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Info_tells_what_a_model_file_holds()
    {
        var spec = new NetworkSpec(4, [new(3, Activation.Elu(0.5), hasBias: false), new(2)], Loss.Huber(1.5), Reduction.Sum);
        ModelFile.Save(new Network<float>(spec), files["elu.safetensors"]);
        var run = await Invocation.Of("info", files["elu.safetensors"], "--json");
        Assert.Equal(
            """{"inputs":4,"layers":[{"units":3,"activation":"elu","alpha":0.5,"bias":false},{"units":2,"activation":"identity","bias":true}]"""
            + ""","loss":"huber","threshold":1.5,"reduction":"sum","parameters":20,"precision":"float"}""",
            run.Results.TrimEnd());

        var text = (await Invocation.Of("info", files["elu.safetensors"])).Results;
        Assert.Contains("3 units, elu (0.5), no bias", text, StringComparison.Ordinal);
        Assert.Contains("20, float", text, StringComparison.Ordinal);
        Assert.Contains("13, double", (await Invocation.Of("info", files["line.safetensors"])).Results, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_lists_the_verbs()
    {
        var help = (await Invocation.Of("--help")).Results;
        Assert.All((string[])["train", "predict", "evaluate", "explain", "verify", "bench", "export", "info"], verb => Assert.Contains($"  {verb}", help, StringComparison.Ordinal));
    }
}
