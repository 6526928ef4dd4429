using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Backprop.Cli;

/// <summary>
/// The kinds of option there are. Each has no value unless given, so that a command can tell a wish from a default, and
/// refuses a value with one line: option, value, what is allowed.
/// </summary>
internal static class OptionKinds
{
    /// <summary>A number, which the setting that it goes to checks further.</summary>
    public static Option<double?> Number(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "number",
        CustomParser = result => Parse<double?>(result, name, "a number such as 0.01", text =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null),
    };

    /// <summary>A whole number.</summary>
    /// <param name="name">The option.</param>
    /// <param name="description">What it is.</param>
    /// <param name="least">The smallest that is allowed.</param>
    public static Option<long?> Whole(string name, string description, long least) => new(name)
    {
        Description = description,
        HelpName = "whole number",
        CustomParser = result => Parse<long?>(result, name, Whole(least), text =>
            long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            && value >= least && (value <= int.MaxValue || least == long.MinValue) ? value : null),
    };

    /// <summary>One of some names.</summary>
    /// <param name="name">The option.</param>
    /// <param name="description">What it is.</param>
    /// <param name="otherwise">What holds where it is not given.</param>
    /// <param name="names">The names that are allowed.</param>
    public static Option<string?> Name(string name, string description, string otherwise, params IEnumerable<string> names)
    {
        string[] allowed = [.. names];
        var option = new Option<string?>(name)
        {
            Description = $"{description}: {string.Join(", ", allowed)} (default: {otherwise})",
            HelpName = "name",
            CustomParser = result => Parse(result, name, $"one of {string.Join(", ", allowed)}", text => Array.Find(allowed, text.Equals)),
        };
        option.CompletionSources.Add(allowed);
        return option;
    }

    /// <summary>Any text, which whoever reads it checks.</summary>
    public static Option<string?> Text(string name, string description, string helpName) => new(name) { Description = description, HelpName = helpName };

    /// <summary>The switch that every command with a report has.</summary>
    public static Option<bool> Json() => Flag("--json", "print one JSON document and nothing else");

    /// <summary>A switch.</summary>
    public static Option<bool> Flag(string name, string description) => new(name) { Description = description, Arity = ArgumentArity.Zero };

    private static T? Parse<T>(ArgumentResult result, string name, string allowed, Func<string, T?> read)
    {
        var text = result.Tokens[^1].Value;
        var value = read(text);
        if (value is null)
        {
            result.AddError($"{name} is '{text}'; allowed is {allowed}.");
        }

        return value;
    }

    private static string Whole(long least) =>
        least == long.MinValue ? "a whole number" : FormattableString.Invariant($"a whole number from {least} to {int.MaxValue}");
}
