using System.Text.Json.Nodes;

namespace Backprop.Cli.Tests;

/// <summary>Which engine computes cannot be told from the results.</summary>
public sealed class EngineTests
{
    [Theory]
    [InlineData("xor")]
    [InlineData("xor --precision float --optimizer momentum --no-bias")]
    [InlineData("moons --epochs 3 --precision float")]
    [InlineData("moons --epochs 3 --dropout 0.2 --hidden 9,5 --activation gelu --threads 2")]
    [InlineData("sine --epochs 4 --loss huber --clip-norm 0.5 --l1 1e-4 --batch-size 7 --scale min-max")]
    public async Task Training_gives_one_document_on_both_engines(string words)
    {
        var tensors = await Document(words);
        var reference = await Document(words.Replace(" --threads 2", "", StringComparison.Ordinal) + " --engine reference");
        Assert.Equal(reference, tensors);
        Assert.Equal(tensors, await Document(words + " --engine tensors --backend simd"));
    }

    [Fact]
    public async Task The_mathnet_backend_learns_as_well()
    {
        var report = await Invocation.Report("train", "xor", "--backend", "mathnet", "--threads", "1");
        Assert.Equal(1, report.GetProperty("metrics").GetProperty("accuracy").GetDouble());
        Assert.NotEqual(await Document("moons --epochs 20"), await Document("moons --epochs 20 --backend mathnet"));
    }

    /// <summary>What <c>train --json</c> prints, but for the time it took.</summary>
    private static async Task<string> Document(string words)
    {
        var report = JsonNode.Parse((await Invocation.Report(["train", .. words.Split(' ')])).GetRawText())!.AsObject();
        Assert.True(report.Remove("seconds") && report.Remove("samplesPerSecond"));
        return report.ToJsonString();
    }
}
