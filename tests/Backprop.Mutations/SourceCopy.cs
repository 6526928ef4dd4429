namespace Backprop.Mutations;

/// <summary>A copy of the repository's sources in a temporary folder, which goes when this does.</summary>
internal sealed class SourceCopy : IDisposable
{
    private static readonly string[] s_settings = ["Directory.Build.props", "Directory.Packages.props", "global.json", ".editorconfig", "README.md"];
    private static readonly string[] s_built = ["bin", "obj"];

    // Code that is going to be run and thrown away needs no analysis, and may have warnings.
    private static readonly string[] s_build =
    [
        "build", "src/Backprop.Cli", "-c", "Release", "--no-restore", "-m:1", "-nodeReuse:false", "-v:q", "-p:RunAnalyzers=false",
        "-p:EnforceCodeStyleInBuild=false", "-p:TreatWarningsAsErrors=false", "-p:GenerateDocumentationFile=false",
    ];

    private static readonly TimeSpan s_timeToBuild = TimeSpan.FromMinutes(5);

    private readonly string _folder = Directory.CreateTempSubdirectory("backprop-mutations-").FullName;

    public SourceCopy(string repository)
    {
        foreach (var file in s_settings)
        {
            File.Copy(Path.Combine(repository, file), Path.Combine(_folder, file));
        }

        Copy(Path.Combine(repository, "src"), Path.Combine(_folder, "src"));
    }

    /// <summary>Fetches the packages that the build needs.</summary>
    public async Task Restore(CancellationToken cancellation) => Require(await Run(s_timeToBuild, cancellation, "restore", "src/Backprop.Cli", "-v:q"));

    /// <summary>Builds the command with a fault in it, or as it is.</summary>
    /// <exception cref="InvalidOperationException">It cannot be built; the message holds the compiler's first error.</exception>
    public async Task Build(CancellationToken cancellation) => Require(await Run(s_timeToBuild, cancellation, s_build));

    /// <summary><c>backprop verify --json</c>.</summary>
    public Task<(int Code, string Output)?> Verify(TimeSpan limit, CancellationToken cancellation, params IEnumerable<string> options) =>
        Run(limit, cancellation, ["exec", "src/Backprop.Cli/bin/Release/net10.0/backprop.dll", "verify", "--json", .. options]);

    /// <summary>Puts a fault into the sources until what is returned is disposed of.</summary>
    public IDisposable With(Mutation mutation)
    {
        var files = mutation.Edits.Select(edit => edit.File).Distinct().ToDictionary(file => file, file => File.ReadAllText(Path.Combine(_folder, file)));
        var restored = new Restored(() => Write(files));
        var changed = new Dictionary<string, string>(files);
        foreach (var edit in mutation.Edits)
        {
            changed[edit.File] = edit.ApplyTo(changed[edit.File]);
        }

        Write(changed);
        return restored;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Task<(int Code, string Output)?> Run(TimeSpan limit, CancellationToken cancellation, params IEnumerable<string> words) =>
        Child.Run(_folder, limit, cancellation, words);

    private void Write(Dictionary<string, string> files)
    {
        foreach (var (file, text) in files)
        {
            File.WriteAllText(Path.Combine(_folder, file), text);
        }
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }

        foreach (var folder in Directory.EnumerateDirectories(from).Where(folder => !s_built.Contains(Path.GetFileName(folder))))
        {
            Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
        }
    }

    private static void Require((int Code, string Output)? run)
    {
        if (run is not (0, _))
        {
            var error = run?.Output.Split('\n').FirstOrDefault(line => line.Contains(": error ", StringComparison.Ordinal)) ?? "it did not end in time";
            throw new InvalidOperationException($"The copy cannot be built: {error.Trim()}");
        }
    }

    private sealed class Restored(Action restore) : IDisposable
    {
        public void Dispose() => restore();
    }
}
