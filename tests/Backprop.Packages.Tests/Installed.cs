using System.Reflection;

namespace Backprop.Packages.Tests;

/// <summary>
/// The packages, packed under a version that nobody has seen before and installed outside the repository: the libraries in a
/// project, the tool in a folder. Other packages come from the cache that the repository was restored to, so no network is needed.
/// </summary>
public sealed class Installed : IAsyncLifetime
{
    private static readonly string[] s_libraries = ["Backprop.Definitions", "Backprop.Reference", "Backprop.Tensors", "Backprop.Data"];

#if DEBUG
    private const string Configuration = "Debug";
#else
    private const string Configuration = "Release";
#endif

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("backprop-packages-");

    /// <summary>The root of the repository.</summary>
    public static string Repository { get; } = Metadata("Repository");

    /// <summary>The version of the packages.</summary>
    public string Version { get; } = FormattableString.Invariant($"0.0.0-test.{DateTime.UtcNow.Ticks}");

    /// <summary>Where the packages lie.</summary>
    public string Packages => Path.Combine(_folder.FullName, "packages");

    /// <summary>A folder for the files that commands read and write.</summary>
    public string Data => Directory.CreateDirectory(Path.Combine(_folder.FullName, "data")).FullName;

    private string Tool => Path.Combine(_folder.FullName, "tool");

    private string Project => Path.Combine(_folder.FullName, "project");

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        Write("nuget.config", $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="cache" /></config>
              <fallbackPackageFolders><clear /><add key="restored" value="{Metadata("PackageCache")}" /></fallbackPackageFolders>
              <packageSources><clear /><add key="packed" value="packages" /></packageSources>
            </configuration>
            """);
        var projects = s_libraries.Append("Backprop.Cli").Select(name => Path.Combine(Repository, "src", name, $"{name}.csproj"));
        Write("pack.proj", $"""
            <Project>
              <Target Name="Pack">
                <MSBuild Projects="{string.Join(';', projects)}" Targets="Pack" BuildInParallel="true"
                         Properties="Configuration={Configuration};NoBuild=true;Version={Version};PackageOutputPath={Packages}" />
              </Target>
            </Project>
            """);
        await Shell.Run(_folder.FullName, Shell.Dotnet, "msbuild", "pack.proj", "-t:Pack", "-nologo", "-verbosity:quiet");
        Write("project/project.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
              </PropertyGroup>
              <ItemGroup>
                {string.Concat(s_libraries.Select(name => $"""<PackageReference Include="{name}" Version="[{Version}]" />"""))}
              </ItemGroup>
            </Project>
            """);
        await Shell.Run(Project, Shell.Dotnet, "restore", "--verbosity", "quiet");
        await Shell.Run(_folder.FullName, Shell.Dotnet, "tool", "install", "Backprop.Cli", "--version", Version, "--tool-path", Tool, "--configfile", "nuget.config");
    }

    /// <inheritdoc/>
    public Task DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>Compiles a program in the project, and runs it.</summary>
    /// <returns>What it wrote.</returns>
    public async Task<string> RunProgram(string program)
    {
        Write("project/Program.cs", program);
        await Shell.Run(Project, Shell.Dotnet, "build", "--no-restore", "--configuration", "Release", "--verbosity", "quiet");
        return await Shell.Run(Data, Shell.Dotnet, Path.Combine(Project, "bin", "Release", "net10.0", "project.dll"));
    }

    /// <summary>Runs the tool.</summary>
    /// <returns>What it wrote.</returns>
    public Task<string> RunTool(params string[] words) =>
        Shell.Run(Data, Path.Combine(Tool, OperatingSystem.IsWindows() ? "backprop.exe" : "backprop"), words);

    private void Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private static string Metadata(string key) =>
        typeof(Installed).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == key).Value!;
}

/// <summary>The tests that share one installation, one after the other, for they share its project too.</summary>
[CollectionDefinition(nameof(Installed))]
public sealed class InstalledOnce : ICollectionFixture<Installed>;
