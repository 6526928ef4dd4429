using System.CommandLine;
using System.CommandLine.Parsing;

namespace Backprop.PeerBenchmarks;

/// <summary>The options of a comparison, and the hidden verb by which it starts one process for each of its measurements.</summary>
internal static class CommandLine
{
    private const int Cancelled = 130;
    private const int WrongUsage = 2;

    /// <summary>Runs a command line.</summary>
    /// <returns>0, 1 if a rival failed, 2 if the options are wrong, 130 if interrupted.</returns>
    public static async Task<int> Run(string[] args)
    {
        var workloads = List("--workloads", "Workloads, separated by commas, such as W1,W3,G; G stands for all square products", [.. Question.All.Select(question => question.Name)], name => Question.Find(name).Count > 0);
        var threads = List("--threads", "Numbers of threads", ["1", "2"], text => int.TryParse(text, out var count) && count is > 0 and <= 64);
        var rivals = List("--rivals", "Who takes part; Backprop always does", [.. Rivals.All.Select(rival => rival.Name)], name => Rivals.All.Any(rival => rival.Name == name));
        var rounds = new Option<int>("--rounds")
        {
            Description = "Fresh processes for each measurement",
            DefaultValueFactory = _ => 5,
            Validators = { result => Require(result, "--rounds", "a whole number from 1 to 100", text => int.TryParse(text, out var count) && count is > 0 and <= 100) },
        };
        var quick = new Option<bool>("--quick") { Description = "One round of short repetitions: shows that everything runs, not how fast" };
        var output = new Option<FileInfo?>("--out") { Description = "The report goes to this Markdown file too" };
        var root = new RootCommand("Backprop and other libraries on the same workloads, each measurement in a process of its own.") { workloads, threads, rivals, rounds, quick, output };
        root.SetAction((words, cancellation) => Task.Run(() => Guard(() => new Comparison(
            [.. words.GetValue(workloads)!.SelectMany(Question.Find).Distinct()],
            [.. words.GetValue(threads)!.Select(int.Parse)],
            [.. Rivals.All.Where(rival => rival.Name == Rivals.Own || words.GetValue(rivals)!.Contains(rival.Name))],
            words.GetValue(quick) ? 1 : words.GetValue(rounds),
            words.GetValue(quick)).Run(words.GetValue(output), cancellation)), CancellationToken.None));
        root.Add(Measurement(quick));

        var result = root.Parse(args);
        if (result.Errors.Count > 0)
        {
            await Console.Error.WriteLineAsync(result.Errors[0].Message);
            return WrongUsage;
        }

        return await result.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(5) });
    }

    private static Command Measurement(Option<bool> quick)
    {
        var (rival, question, threads) = (new Argument<string>("rival"), new Argument<string>("workload"), new Argument<int>("threads"));
        var command = new Command(MeasuringProcess.Verb) { rival, question, threads, quick };
        command.Hidden = true;
        command.SetAction(words => MeasuringProcess.Measure(words.GetValue(rival)!, words.GetValue(question)!, words.GetValue(threads), words.GetValue(quick)));
        return command;
    }

    private static Option<string[]> List(string name, string description, string[] all, Func<string, bool> allows) => new(name)
    {
        Description = description,
        HelpName = "list",
        DefaultValueFactory = _ => all,
        CustomParser = result =>
        {
            string[] words = [.. result.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
            if (Array.Find(words, word => !allows(word)) is { } wrong)
            {
                result.AddError($"{name} is '{wrong}'; allowed are {(name == "--threads" ? "whole numbers from 1 to 64" : string.Join(", ", all))}, separated by commas.");
            }

            return words;
        },
    };

    private static void Require(OptionResult result, string name, string allowed, Func<string, bool> allows)
    {
        if (result.Tokens is [var token, ..] && !allows(token.Value))
        {
            result.AddError($"{name} is '{token.Value}'; allowed is {allowed}.");
        }
    }

    private static int Guard(Func<int> run)
    {
        try
        {
            return run();
        }
        catch (OperationCanceledException)
        {
            return Cancelled;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(e.Message);
            return WrongUsage;
        }
    }
}
