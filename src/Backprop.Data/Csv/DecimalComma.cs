using System.Text.RegularExpressions;

namespace Backprop.Data;

/// <summary>Numbers as 28,9, which here are texts.</summary>
internal static partial class DecimalComma
{
    /// <summary>Whether texts that are not empty are all such numbers, whole ones among them.</summary>
    public static bool IsIn(IEnumerable<string> texts)
    {
        string[] full = [.. texts.Where(text => text.Length > 0)];
        return Array.TrueForAll(full, Number.IsMatch) && Array.Exists(full, text => text.Contains(',', StringComparison.Ordinal));
    }

    [GeneratedRegex(@"^-?[0-9]+(,[0-9]+)?\z")]
    private static partial Regex Number { get; }
}
