namespace Backprop.Packages.Tests;

/// <summary>README as a newcomer meets it: every program is compiled and run, and every command, and what it shows is what they print.</summary>
[Collection(nameof(Installed))]
public sealed class ReadmeTests(Installed installed)
{
    private const string RunsTheTool = "dotnet run -c Release --project src/Backprop.Cli";

    /// <summary>The project that README has a reader make beside the clone.</summary>
    private const string OwnProject = "../xor";

    /// <summary>What stands in README and is not run here: how it begins, and why.</summary>
    private static readonly (string Beginning, string Why)[] s_excluded =
    [
        ("dotnet test", "it is what runs this test"),
        ("dotnet new", "another test makes the project"),
        ("dotnet add", "another test makes the project"),
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
        var examples = Directory.CreateDirectory(Path.Combine(installed.Data, "examples"));
        File.Copy(Path.Combine(Installed.Repository, "examples", "iris.csv"), Path.Combine(examples.FullName, "iris.csv"));
        foreach (var command in _readme.Commands.Where(command => !s_excluded.Any(entry => command.Text.StartsWith(entry.Beginning, StringComparison.Ordinal))))
        {
            var printed = await installed.RunTool(Shortened(Words(command.Text)));
            Assert.True(Readme.IsPrinted(command.Output, printed), $"README shows for {command.Text}\n{command.Output}\nand it prints\n{printed}");
        }
    }

    [Fact]
    public async Task A_project_that_references_the_sources_as_README_says_prints_what_README_shows()
    {
        var folder = Directory.CreateTempSubdirectory("backprop-project-");
        try
        {
            var project = Path.Combine(folder.FullName, "xor");
            var commands = _readme.Commands.Where(command => command.Text.Contains(OwnProject, StringComparison.Ordinal)).ToList();
            Assert.Equal(2, commands.Count);
            foreach (var command in commands)
            {
                await Shell.Run(Installed.Repository, Shell.Dotnet, command.Text.Replace(OwnProject, project, StringComparison.Ordinal).Split(' ')[1..]);
            }

            var program = _readme.Programs[0];
            File.WriteAllText(Path.Combine(project, "Program.cs"), program.Text);
            var printed = await Shell.Run(Installed.Repository, Shell.Dotnet, "run", "-c", "Release", "--project", project);
            Assert.True(Readme.IsPrinted(program.Output, printed), $"README shows\n{program.Output}\nand the program prints\n{printed}");
        }
        finally
        {
            folder.Delete(recursive: true);
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
}
