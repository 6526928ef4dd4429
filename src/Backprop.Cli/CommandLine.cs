using System.CommandLine;
using System.CommandLine.Parsing;

namespace Backprop.Cli;

/// <summary>The <c>backprop</c> command: its verbs, and what holds for all of them.</summary>
internal static class CommandLine
{
    // A step of training is short; what is left after this is not listening.
    private static readonly TimeSpan TimeToStop = TimeSpan.FromSeconds(5);

    /// <summary>Runs a command line; without any words it trains XOR.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> Run(string[] args, Terminal terminal)
    {
        var root = new RootCommand("Dense neural networks trained by backpropagation. Without a verb: train, which learns XOR.")
        {
            HelpName = "backprop",
        };
        root.Add(TrainCommand.Create(terminal));
        root.Add(PredictCommand.Create(terminal));
        root.Add(EvaluateCommand.Create(terminal));
        root.Add(ExplainCommand.Create(terminal));
        root.Add(VerifyCommand.Create(terminal));
        root.Add(BenchCommand.Create(terminal));
        root.Add(ExportCommand.Create(terminal));
        root.Add(InfoCommand.Create(terminal));

        // A word like @label is the name of a column or file, not of a file of words.
        var words = root.Parse(args.Length == 0 ? ["train"] : args, new() { ResponseFileTokenReplacer = null });
        return words.Errors.Count > 0
            ? FailurePolicy.Refuse(terminal, Complaint(words))
            : await words.InvokeAsync(new InvocationConfiguration
            {
                Output = terminal.Results,
                Error = terminal.Messages,
                ProcessTerminationTimeout = TimeToStop,
            });
    }

    /// <summary>
    /// The first thing that is wrong. An unknown option comes before what follows from it: it may be taken for DATA, and its
    /// value for one word too many.
    /// </summary>
    private static string Complaint(ParseResult words)
    {
        var unknown = words.Tokens.FirstOrDefault(word => word.Type == TokenType.Argument && IsOption(word.Value))?.Value
            ?? (words.UnmatchedTokens is [var word, ..] ? word : null);
        var verb = words.CommandResult.Command is RootCommand ? "" : $" {words.CommandResult.Command.Name}";
        return unknown is null
            ? words.Errors[0].Message
            : $"'{unknown}' is not known here; allowed is what 'backprop{verb} --help' lists.";
    }

    /// <summary>Whether a word looks like an option.</summary>
    public static bool IsOption(string word) => word.StartsWith("--", StringComparison.Ordinal);

    /// <summary>Gives a verb what it does, under the one policy for what goes wrong.</summary>
    public static Command Does(this Command verb, Terminal terminal, Func<ParseResult, CancellationToken, int> action)
    {
        // On a thread of its own, for signals are heard only once the action has returned its task.
        verb.SetAction((words, cancellation) =>
            Task.Run(() => FailurePolicy.Guard(terminal, () => action(words, cancellation)), CancellationToken.None));
        return verb;
    }
}
