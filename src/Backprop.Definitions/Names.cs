using System.Text;

namespace Backprop;

/// <summary>The names that files and the command line use: lower case with hyphens (LeakyRelu is leaky-relu).</summary>
internal static class Names
{
    public static string Of<TEnum>(TEnum value)
        where TEnum : struct, Enum
    {
        var name = new StringBuilder();
        foreach (var letter in value.ToString())
        {
            if (char.IsUpper(letter) && name.Length > 0)
            {
                name.Append('-');
            }

            name.Append(char.ToLowerInvariant(letter));
        }

        return name.ToString();
    }

    /// <summary>The entry of <paramref name="all"/> that has the name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists the names there are.</exception>
    public static T Find<T>(string what, string name, IReadOnlyList<T> all, Func<T, string> nameOf) =>
        all.FirstOrDefault(entry => nameOf(entry) == name)
        ?? throw new ArgumentException($"{what} is '{name}'; allowed is one of {string.Join(", ", all.Select(nameOf))}.");
}
