using System.CommandLine;

namespace Backprop.Cli;

/// <summary>The word that names a model file.</summary>
internal static class ModelArgument
{
    /// <summary>MODEL.</summary>
    /// <param name="description">What becomes of it.</param>
    /// <param name="isOptional">Whether the verb does something else without it.</param>
    public static Argument<string?> Create(string description, bool isOptional = false)
    {
        var model = new Argument<string?>("MODEL")
        {
            HelpName = "MODEL",
            Description = description,
            Arity = isOptional ? ArgumentArity.ZeroOrOne : ArgumentArity.ExactlyOne,
        };
        model.Validators.Add(result =>
        {
            if (result.Tokens.Any(word => CommandLine.IsOption(word.Value)))
            {
                result.AddError("MODEL looks like an option.");
            }
        });
        return model;
    }
}
