using Backprop.Data;

namespace Backprop.Cli;

/// <summary>What becomes of an exception: one line among the messages and an exit code, never a stack trace.</summary>
internal static class FailurePolicy
{
    /// <summary>Runs a command and turns what it throws into an exit code.</summary>
    public static int Guard(Terminal terminal, Func<int> command)
    {
        try
        {
            return command();
        }
        catch (Exception e)
        {
            terminal.Messages.WriteLine(OneLine(Message(e)));
            return CodeOf(e);
        }
    }

    /// <summary>Says what is wrong with the words of a command line.</summary>
    public static int Refuse(Terminal terminal, string message)
    {
        terminal.Messages.WriteLine(OneLine(message));
        return ExitCode.Refused;
    }

    private static int CodeOf(Exception e) => e switch
    {
        UsageException or DataException => ExitCode.Refused,
        InvalidDataException or FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException => ExitCode.Refused,
        OperationCanceledException => ExitCode.Cancelled,
        _ => ExitCode.Failed,
    };

    private static string Message(Exception e) => e switch
    {
        OutOfMemoryException => "There is not enough memory for this network and data.",
        UsageException or DataException or TrainingDivergedException or OperationCanceledException => e.Message,
        InvalidDataException or FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException => e.Message,
        _ => $"The command failed: {e.GetType().Name}: {e.Message}",
    };

    private static string OneLine(string message) =>
        string.Join(' ', message.Split(['\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
