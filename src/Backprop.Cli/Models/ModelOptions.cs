using System.CommandLine;
using System.Globalization;

namespace Backprop.Cli;

/// <summary>How a model file is read: every verb that takes one has these options.</summary>
internal sealed class ModelOptions
{
    private readonly Option<string?> _activations = OptionKinds.Text(
        ActivationsName,
        "for a model file that holds weights only, such as PyTorch's: an activation for each layer, such as relu,leaky-relu:0.2,softmax",
        "names");

    /// <summary>The option that a file of weights only needs.</summary>
    public const string ActivationsName = "--activations";

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command verb) => verb.Add(_activations);

    /// <summary>The model file, to be opened as the words say.</summary>
    /// <param name="words">The command line.</param>
    /// <param name="file">The file that they name.</param>
    /// <exception cref="UsageException">An activation that is not there.</exception>
    public ModelSource Read(ParseResult words, string file) => new(file, Activations(words));

    /// <summary>The model file of a verb that does something else without one; null where there is none.</summary>
    /// <param name="words">The command line.</param>
    /// <param name="file">The file that they name, if they do.</param>
    /// <param name="model">What names it: <c>MODEL</c> or an option.</param>
    /// <exception cref="UsageException">An activation that is not there, or activations without a model.</exception>
    public ModelSource? Read(ParseResult words, string? file, string model) => file is not null
        ? Read(words, file)
        : words.GetValue(_activations) is { } names
            ? throw new UsageException($"{ActivationsName} is '{names}'; allowed is that with {model} only.")
            : null;

    private Activation[]? Activations(ParseResult words) =>
        words.GetValue(_activations) is { } names ? UsageException.Named(ActivationsName, () => (Activation[])[.. names.Split(',').Select(Parse)]) : null;

    private static Activation Parse(string text)
    {
        if (text.Split(':', StringSplitOptions.TrimEntries) is not [var name, var number])
        {
            return Activation.Parse(text.Trim());
        }

        return double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var parameter)
            ? Activation.Parse(name, parameter)
            : throw new ArgumentException($"Parameter of {name} is '{number}'; allowed is a number such as 0.01.");
    }
}
