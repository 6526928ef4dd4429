using System.CommandLine;

namespace Backprop.Cli;

/// <summary><c>backprop info</c>: what this is, and what it runs on; or what a model file holds.</summary>
internal static class InfoCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var model = ModelArgument.Create("tell what this model file holds, instead of what the machine is", isOptional: true);
        var options = new ModelOptions();
        var json = OptionKinds.Json();
        var verb = new Command("info", "Version, runtime, processor, vector width, fused multiply-add, cores; or what a model file holds") { model, json };
        options.AddTo(verb);
        return verb.Does(terminal, (words, cancellation) =>
        {
            if (options.Read(words, words.GetValue(model), model.Name) is { } source)
            {
                var report = Abandonable.Run(() => UsageException.Named("MODEL", () => ModelReport.Of(source)), "the model was read", cancellation);
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
