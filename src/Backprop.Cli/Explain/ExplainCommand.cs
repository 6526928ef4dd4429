using System.CommandLine;

namespace Backprop.Cli;

/// <summary><c>backprop explain</c>: backpropagation step by step, with numbers.</summary>
internal static class ExplainCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var loss = OptionKinds.Name("--loss", "what is lowered", "half-squared-error", WorkedExample.Losses.Select(l => l.Name));
        var reduction = OptionKinds.Name("--reduction", "what the loss of a batch is of its samples' losses", "mean", "mean", "sum");
        var rate = OptionKinds.Number("--learning-rate", "ε of the update (default: 0.01)");
        var precision = OptionKinds.Name("--precision", "element type", "double", "float", "double");
        var json = OptionKinds.Flag("--json", "print one JSON document and nothing else");
        var verb = new Command("explain", "Backpropagation step by step, with the numbers of a small example") { loss, reduction, rate, precision, json };

        return verb.Does(terminal, (words, _) =>
        {
            var chosen = Loss.Parse(words.GetValue(loss) ?? Loss.HalfSquaredError.Name);
            var over = words.GetValue(reduction) == "sum" ? Reduction.Sum : Reduction.Mean;
            var update = UsageException.Named(rate.Name, () => new Sgd { LearningRate = words.GetValue(rate) ?? 0.01 });
            var example = words.GetValue(precision) == "float"
                ? WorkedExample.Run<float>(chosen, over, update)
                : WorkedExample.Run<double>(chosen, over, update);
            if (words.GetValue(json))
            {
                terminal.WriteJson(example.Before);
            }
            else
            {
                WorkedExampleText.Print(terminal.Results, example, chosen, update.LearningRate);
            }

            return ExitCode.Done;
        });
    }
}
