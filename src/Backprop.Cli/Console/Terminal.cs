using Spectre.Console;

namespace Backprop.Cli;

/// <summary>Where a command writes: results to <paramref name="Results"/>, messages and progress to <paramref name="Messages"/>.</summary>
/// <param name="Results">Standard output.</param>
/// <param name="Messages">Standard error.</param>
/// <param name="IsInteractive">Whether a person watches the messages, so that a line may be redrawn.</param>
internal sealed record Terminal(TextWriter Results, TextWriter Messages, bool IsInteractive)
{
    // What a table may fill where nobody says how wide the window is.
    private const int WidthOfFiles = 120;

    /// <summary>The streams of this process.</summary>
    public static Terminal OfProcess() => new(Console.Out, Console.Error, !Console.IsErrorRedirected);

    /// <summary>A console that renders tables as results: text only, so that a file of it can be read.</summary>
    public IAnsiConsole ResultTables()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(Results),
        });
        console.Profile.Width = WidthOfFiles;
        return console;
    }

    /// <summary>A console that redraws progress among the messages.</summary>
    public IAnsiConsole LiveMessages() =>
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Messages) });
}
