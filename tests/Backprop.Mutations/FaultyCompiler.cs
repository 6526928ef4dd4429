using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Backprop.Mutations;

/// <summary>
/// Compiles projects of the repository in this process, with a fault in their text: a second for each instead of a build. The sources
/// are only read. A constant that other projects have compiled in keeps its value there.
/// </summary>
/// <param name="repository">The folder of Backprop.sln.</param>
internal sealed class FaultyCompiler(string repository)
{
    private static readonly CSharpCompilationOptions s_options = new(
        OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable);

    // What the build left beside this program: bin/Release/net10.0 stands for obj/Release/net10.0 of each project.
    private static readonly string s_configuration = Path.GetFileName(Path.GetDirectoryName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)))!;

    private readonly Dictionary<string, CSharpCompilation> _projects = [];

    /// <summary>Writes the assemblies that the fault changes.</summary>
    /// <param name="mutation">The fault.</param>
    /// <param name="folder">Where assemblies of their names are replaced.</param>
    /// <exception cref="FormatException">A text does not occur exactly once in its file.</exception>
    /// <exception cref="InvalidOperationException">It does not compile; the message holds the first error.</exception>
    public void Compile(Mutation mutation, string folder)
    {
        foreach (var project in mutation.Edits.GroupBy(edit => edit.Project))
        {
            Write(project.Aggregate(Sound(project.Key), Applied), folder);
        }
    }

    /// <summary>Writes an assembly without any fault.</summary>
    public void Compile(string project, string folder) => Write(Sound(project), folder);

    private CSharpCompilation Applied(CSharpCompilation project, Edit edit)
    {
        var tree = project.SyntaxTrees.First(tree => tree.FilePath == Path.Combine(repository, edit.File));
        return project.ReplaceSyntaxTree(tree, Tree(tree.FilePath, edit.ApplyTo(tree.ToString())));
    }

    private CSharpCompilation Sound(string project) =>
        _projects.TryGetValue(project, out var known) ? known : _projects[project] = Read(project);

    private CSharpCompilation Read(string project)
    {
        var folder = Path.Combine(repository, "src", project);
        var (bin, obj) = (Path.Combine(folder, "bin") + Path.DirectorySeparatorChar, Path.Combine(folder, "obj") + Path.DirectorySeparatorChar);
        var built = Path.Combine(obj, s_configuration, "net10.0");
        var generated = Path.Combine(built, "generated");
        var files = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.StartsWith(bin, StringComparison.Ordinal) && !file.StartsWith(obj, StringComparison.Ordinal))
            .Concat([Path.Combine(built, project + ".AssemblyInfo.cs"), Path.Combine(built, project + ".GlobalUsings.g.cs")])
            .Concat(Directory.Exists(generated) ? Directory.EnumerateFiles(generated, "*.cs", SearchOption.AllDirectories) : []);
        var assemblies = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        return CSharpCompilation.Create(
            project,
            files.Select(file => Tree(file, File.ReadAllText(file))),
            assemblies.Where(assembly => Path.GetFileNameWithoutExtension(assembly) != project).Select(assembly => MetadataReference.CreateFromFile(assembly)),
            s_options);
    }

    private static SyntaxTree Tree(string file, string text) => CSharpSyntaxTree.ParseText(text, path: file);

    private static void Write(CSharpCompilation project, string folder)
    {
        // A new file: the old one may be mapped by a process that is just ending.
        var path = Path.Combine(folder, project.AssemblyName + ".dll");
        File.Delete(path);
        var result = project.Emit(path);
        if (!result.Success)
        {
            var error = result.Diagnostics.First(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
            throw new InvalidOperationException($"{project.AssemblyName} cannot be compiled: {error}");
        }
    }
}
