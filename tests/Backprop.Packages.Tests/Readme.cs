using System.Text.RegularExpressions;

namespace Backprop.Packages.Tests;

/// <summary>
/// What README has people run. A program is a block marked <c>csharp</c>. A command is a line of an unmarked block that begins with
/// <c>dotnet</c> or <c>backprop</c>; the lines below it, or a block right below a program, are what it prints. Three dots
/// stand for any text in a line, and a line of only three dots for any lines.
/// </summary>
internal sealed record Readme(IReadOnlyList<Readme.Runnable> Programs, IReadOnlyList<Readme.Runnable> Commands)
{
    /// <summary>A program or command, and what it prints; empty where README does not show it.</summary>
    public sealed record Runnable(string Text, string Output);

    /// <summary>Reads README.</summary>
    public static Readme Read(string path)
    {
        var (programs, commands) = (new List<Runnable>(), new List<Runnable>());
        var text = File.ReadAllText(path).ReplaceLineEndings("\n");
        var end = 0;
        foreach (Match block in Regex.Matches(text, "^```(?<kind>[a-z]*)\n(?<body>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline))
        {
            var body = block.Groups["body"].Value;
            var isBelow = block.Index > end && text[end..block.Index].Trim().Length == 0;
            if (block.Groups["kind"].Value == "csharp")
            {
                programs.Add(new(body, ""));
            }
            else if (block.Groups["kind"].Length == 0 && IsCommand(body))
            {
                commands.AddRange(Commands(body));
            }
            else if (block.Groups["kind"].Length == 0 && isBelow && programs.Count > 0)
            {
                programs[^1] = programs[^1] with { Output = body };
            }

            end = block.Index + block.Length;
        }

        return new(programs, commands);

        static bool IsCommand(string line) => Regex.IsMatch(line, "^(dotnet|backprop)( |$)");

        static IEnumerable<Runnable> Commands(string body)
        {
            var lines = body.TrimEnd('\n').Split('\n');
            for (var first = 0; first < lines.Length;)
            {
                var next = Array.FindIndex(lines, first + 1, IsCommand);
                next = next < 0 ? lines.Length : next;
                yield return new(lines[first], string.Join('\n', lines[(first + 1)..next]));
                first = next;
            }
        }
    }

    /// <summary>Whether a program printed what README shows; always where it shows nothing.</summary>
    public static bool IsPrinted(string shown, string printed)
    {
        var lines = shown.TrimEnd().Split('\n').Select(line => line.TrimEnd() is "..." or "…"
            ? "(.*\n)*"
            : Regex.Replace(Regex.Escape(line.TrimEnd()), @"\\\.\\\.\\\.|…", ".*") + "[ ]*\n");
        return shown.Trim().Length == 0 || Regex.IsMatch(printed.ReplaceLineEndings("\n").TrimEnd() + "\n", $"^{string.Concat(lines)}\\z");
    }
}
