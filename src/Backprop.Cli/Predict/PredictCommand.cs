using System.CommandLine;

namespace Backprop.Cli;

/// <summary><c>backprop predict</c>: what a model makes of data, as CSV.</summary>
internal static class PredictCommand
{
    /// <summary>The verb.</summary>
    public static Command Create(Terminal terminal)
    {
        var verb = new Command("predict", "A model's predictions for data, as CSV: the class and each class's output, or the targets in their units");
        var options = new ModelVerb(verb, hasTargets: false);
        return verb.Does(terminal, (words, cancellation) =>
        {
            var predictions = Abandonable.Run(
                () => options.IsFloat(words) ? Predictions.Of(options.Read<float>(words)) : Predictions.Of(options.Read<double>(words)),
                "the first row was written",
                cancellation);
            if (words.GetValue(options.IsJson))
            {
                terminal.WriteJson(predictions);
            }
            else
            {
                predictions.Print(terminal.Results, cancellation);
            }

            return ExitCode.Done;
        });
    }
}
