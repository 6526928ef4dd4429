using System.CommandLine;

namespace Backprop.Cli;

/// <summary><c>backprop info</c>: what this is, and what it runs on.</summary>
internal static class InfoCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var json = OptionKinds.Flag("--json", "print one JSON document");
        var verb = new Command("info", "Version, runtime, processor, vector width, fused multiply-add, cores") { json };
        return verb.Does(terminal, (words, _) =>
        {
            var report = MachineReport.OfThisMachine();
            if (words.GetValue(json))
            {
                terminal.WriteJson(report);
            }
            else
            {
                report.Print(terminal.Results);
            }

            return ExitCode.Done;
        });
    }
}
