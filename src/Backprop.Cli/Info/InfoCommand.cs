using System.CommandLine;

namespace Backprop.Cli;

/// <summary><c>backprop info</c>: what this is, and what it runs on; or what a model file holds.</summary>
internal static class InfoCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var model = new Argument<string?>("MODEL")
        {
            HelpName = "MODEL",
            Description = "tell what this model file holds, instead of what the machine is",
            Arity = ArgumentArity.ZeroOrOne,
        };
        model.Validators.Add(result =>
        {
            if (result.Tokens.Any(word => CommandLine.IsOption(word.Value)))
            {
                result.AddError("MODEL looks like an option.");
            }
        });
        var json = OptionKinds.Flag("--json", "print one JSON document and nothing else");
        var verb = new Command("info", "Version, runtime, processor, vector width, fused multiply-add, cores; or what a model file holds") { model, json };
        return verb.Does(terminal, (words, _) =>
        {
            if (words.GetValue(model) is { } file)
            {
                var report = UsageException.Named("MODEL", () => ModelReport.Of(file));
                Write(terminal, words.GetValue(json), report, report.Print);
            }
            else
            {
                var report = MachineReport.OfThisMachine();
                Write(terminal, words.GetValue(json), report, report.Print);
            }

            return ExitCode.Done;
        });
    }

    private static void Write(Terminal terminal, bool isJson, object report, Action<TextWriter> print)
    {
        if (isJson)
        {
            terminal.WriteJson(report);
        }
        else
        {
            print(terminal.Results);
        }
    }
}
