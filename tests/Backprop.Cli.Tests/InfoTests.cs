namespace Backprop.Cli.Tests;

public sealed class InfoTests
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
    public async Task Help_lists_the_verbs_that_exist_and_no_other()
    {
        var help = (await Invocation.Of("--help")).Results;
        Assert.All((string[])["train", "explain", "info"], verb => Assert.Contains($"  {verb}", help, StringComparison.Ordinal));
        Assert.All(
            (string[])["predict", "evaluate", "verify", "bench", "export"],
            verb => Assert.DoesNotContain($"  {verb}", help, StringComparison.Ordinal));
    }
}
