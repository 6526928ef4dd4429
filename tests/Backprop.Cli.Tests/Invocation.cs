using System.Text.Json;

namespace Backprop.Cli.Tests;

/// <summary>A command that has been run, in this process and with streams of its own.</summary>
internal sealed record Invocation(int Code, string Results, string Messages)
{
    public JsonElement Json => JsonDocument.Parse(Results).RootElement;

    public static async Task<Invocation> Of(params string[] words)
    {
        var (results, messages) = (new StringWriter(), new StringWriter());
        var code = await CommandLine.Run(words, new Terminal(results, messages, IsInteractive: false));
        return new(code, results.ToString(), messages.ToString());
    }

    /// <summary>A run that must succeed.</summary>
    public static async Task<JsonElement> Report(params string[] words)
    {
        var run = await Of([.. words, "--json"]);
        Assert.True(run.Code == ExitCode.Done, $"exit code {run.Code}: {run.Messages}");
        return run.Json;
    }
}
