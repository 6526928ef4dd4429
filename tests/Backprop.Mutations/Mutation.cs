namespace Backprop.Mutations;

/// <summary>A deliberate fault, and the law that is expected to notice it.</summary>
internal sealed record Mutation(string Name, string Law, IReadOnlyList<Edit> Edits)
{
    /// <summary>The faults of a list; the head of tests/mutations.txt says what one looks like.</summary>
    /// <exception cref="FormatException">A line that is none of a fault's, or a fault that lacks something; the message names line or fault.</exception>
    public static IReadOnlyList<Mutation> Parse(string list)
    {
        List<Mutation> mutations = [];
        List<string> block = [];
        foreach (var line in (string[])[.. list.Split('\n'), ""])
        {
            if (line.Length > 0 && line[0] != '#')
            {
                block.Add(line);
            }
            else if (line.Length == 0 && block.Count > 0)
            {
                mutations.Add(OfBlock(block));
                block.Clear();
            }
        }

        return mutations;
    }

    private static Mutation OfBlock(List<string> lines)
    {
        var (name, law) = ("", "");
        List<(string File, List<string> Old, List<string> New)> edits = [];
        foreach (var line in lines)
        {
            switch (line.Split(' ', 2))
            {
                case ["name:", var text]: name = text; break;
                case ["law:", var text]: law = text; break;
                case ["file:", var text]: edits.Add((text, [], [])); break;
                case ["-", var text] when edits.Count > 0: edits[^1].Old.Add(text); break;
                case ["+", var text] when edits.Count > 0: edits[^1].New.Add(text); break;
                default: throw new FormatException($"'{line}' of fault '{name}' is none of name:, law:, file:, '- ' and '+ '.");
            }
        }

        return name.Length > 0 && law.Length > 0 && edits.Count > 0 && edits.TrueForAll(edit => edit.Old.Count > 0)
            ? new(name, law, [.. edits.Select(edit => new Edit(edit.File, string.Join('\n', edit.Old), string.Join('\n', edit.New)))])
            : throw new FormatException($"Fault '{name}' lacks its name, its law, a file or the text that it replaces.");
    }
}

/// <summary>One text of a file, which occurs once there, and what stands there instead.</summary>
internal sealed record Edit(string File, string Old, string New)
{
    /// <summary>The project that the file belongs to, such as <c>Backprop.Tensors</c> of <c>src/Backprop.Tensors/…</c>.</summary>
    public string Project => File.Split('/')[1];

    /// <summary>The file's text with the fault in it.</summary>
    /// <exception cref="FormatException">The old text does not occur exactly once.</exception>
    public string ApplyTo(string text)
    {
        var at = text.IndexOf(Old, StringComparison.Ordinal);
        return at >= 0 && text.IndexOf(Old, at + 1, StringComparison.Ordinal) < 0
            ? string.Concat(text.AsSpan(0, at), New, text.AsSpan(at + Old.Length))
            : throw new FormatException($"{File} does not have exactly one '{Old}'.");
    }
}
