namespace Backprop.Mutations;

/// <summary>A copy of the built <c>backprop</c> command in a temporary folder, which goes when this does.</summary>
internal sealed class CommandCopy : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("backprop-mutations-").FullName;
    private readonly FaultyCompiler _compiler;

    /// <param name="repository">The folder of Backprop.sln.</param>
    public CommandCopy(string repository)
    {
        _compiler = new(repository);
        foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory))
        {
            File.Copy(file, Path.Combine(_folder, Path.GetFileName(file)));
        }
    }

    /// <summary>Compiles projects as they are.</summary>
    public void Build(IEnumerable<string> projects)
    {
        foreach (var project in projects)
        {
            _compiler.Compile(project, _folder);
        }
    }

    /// <summary>Compiles a fault in; what is returned takes it out again.</summary>
    public IDisposable With(Mutation mutation)
    {
        var sound = mutation.Edits.Select(edit => edit.Project + ".dll").Distinct().ToDictionary(file => file, file => File.ReadAllBytes(Path.Combine(_folder, file)));
        _compiler.Compile(mutation, _folder);
        return new Fault(_folder, sound);
    }

    /// <summary><c>backprop verify --json</c>.</summary>
    public Task<(int Code, string Output)?> Verify(TimeSpan limit, CancellationToken cancellation, params IEnumerable<string> options) =>
        Child.Run(_folder, limit, cancellation, ["exec", "backprop.dll", "verify", "--json", .. options]);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private sealed class Fault(string folder, Dictionary<string, byte[]> sound) : IDisposable
    {
        public void Dispose()
        {
            foreach (var (file, bytes) in sound)
            {
                File.Delete(Path.Combine(folder, file));
                File.WriteAllBytes(Path.Combine(folder, file), bytes);
            }
        }
    }
}
