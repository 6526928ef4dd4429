using System.Globalization;

namespace Backprop.Packages.Tests;

/// <summary>README as a newcomer meets it: every program is compiled and run, and every command, and what it shows is what they print.</summary>
[Collection(nameof(Installed))]
public sealed class ReadmeTests(Installed installed)
{
    private const string RunsTheTool = "dotnet run -c Release --project src/Backprop.Cli";

    /// <summary>What stands in README and is not run here: how it begins, and why.</summary>
    private static readonly (string Beginning, string Why)[] s_excluded =
    [
        ("dotnet test", "it is what runs this test"),
        ("dotnet build", "it is what built this test"),
        ("dotnet run -c Release --project bench/", "a benchmark takes minutes"),
        ("dotnet add package", "it asks the public gallery; the project of this test has the packages from a folder"),
        ("dotnet tool install", "it asks the public gallery; the tool of this test is installed from a folder"),
        ("backprop bench", "a benchmark takes a minute"),
        (RunsTheTool + " -- bench", "a benchmark takes a minute"),
    ];

    private readonly Readme _readme = Readme.Read(Path.Combine(Installed.Repository, "README.md"));

    [Fact]
    public async Task Every_program_compiles_against_the_packages_and_prints_what_README_shows()
    {
        Assert.NotEmpty(_readme.Programs);
        foreach (var program in _readme.Programs)
        {
            var printed = await installed.RunProgram(program.Text);
            Assert.True(Readme.IsPrinted(program.Output, printed), $"README shows\n{program.Output}\nand the program prints\n{printed}");
        }
    }

    [Fact]
    public async Task Every_command_runs_and_prints_what_README_shows()
    {
        Assert.NotEmpty(_readme.Commands);
        File.WriteAllText(Path.Combine(installed.Data, "iris.csv"), Flowers());
        foreach (var command in _readme.Commands.Where(command => !s_excluded.Any(entry => command.Text.StartsWith(entry.Beginning, StringComparison.Ordinal))))
        {
            var printed = await installed.RunTool(Shortened(Words(command.Text)));
            Assert.True(Readme.IsPrinted(command.Output, printed), $"README shows for {command.Text}\n{command.Output}\nand it prints\n{printed}");
        }
    }

    [Theory]
    [InlineData("", "anything", true)]
    [InlineData("a\nb\n", "a\nb\n", true)]
    [InlineData("a\nb\n", "a\nc\n", false)]
    [InlineData("a\n", "a\nb\n", false)]
    [InlineData("a … c\n", "a b c\n", true)]
    [InlineData("a\n...\nd\n", "a\nb\nc\nd\n", true)]
    [InlineData("a\n...\nd\n", "a\nb\nc\n", false)]
    public void What_is_shown_is_compared(string shown, string printed, bool isPrinted) => Assert.Equal(isPrinted, Readme.IsPrinted(shown, printed));

    /// <summary>The tool's words in a command.</summary>
    private static string[] Words(string command)
    {
        var line = command.StartsWith(RunsTheTool, StringComparison.Ordinal) ? command[RunsTheTool.Length..].Trim() : command;
        Assert.True(
            line.Length == 0 || line.StartsWith("-- ", StringComparison.Ordinal) || line.StartsWith("backprop", StringComparison.Ordinal),
            $"README has a command that this test neither runs nor excludes: {command}");
        return [.. line.Split('#')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1)];
    }

    /// <summary>A verification of few cases: the laws have tests of their own, with many.</summary>
    private static string[] Shortened(string[] words)
    {
        var cases = Array.IndexOf(words, "--cases");
        return words is not ["verify", ..] ? words
            : cases < 0 ? [.. words, "--cases", "2"]
            : [.. words[..cases], "--cases", "2", .. words[(cases + 2)..]];
    }

    /// <summary>Three kinds of flowers, the columns of the iris data: the kinds lie apart.</summary>
    private static string Flowers() => "sepal_length,sepal_width,petal_length,petal_width,species\n" + string.Concat(
        from n in Enumerable.Range(0, 150)
        let kind = n / 50
        let cells = ((double[])[5 + kind, 3.4 - (0.3 * kind), 1.5 + (2 * kind), 0.2 + kind]).Select((center, c) => center + (0.1 * (((n * (c + 3)) % 7) - 3)))
        select string.Join(',', cells.Select(cell => cell.ToString("F1", CultureInfo.InvariantCulture))) + $",{((string[])["setosa", "versicolor", "virginica"])[kind]}\n");
}
