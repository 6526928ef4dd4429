using System.Diagnostics;
using Backprop.Tensors.Files;

namespace Backprop.Tensors.Tests;

/// <summary>What is left alone where a file is written, and what is not.</summary>
public sealed class AtomicFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("backprop").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("link")]
    [InlineData("link-to-link")]
    [InlineData("folder-link/file")]
    [InlineData("folder-link/up")]
    public void What_a_link_leads_to_is_replaced_and_the_link_stays(string link)
    {
        Directory.CreateDirectory(At("deep/folder"));
        File.WriteAllText(At("deep/folder/file"), "old");
        Link("link", "deep/folder/file");
        Link("link-to-link", At("link"));
        Link("folder-link", "deep/folder");
        Link("deep/folder/up", "../folder/file");
        AtomicFile.Write(At(link), file => file.WriteByte((byte)'n'));
        Assert.Equal("n", File.ReadAllText(At("deep/folder/file")));
        Assert.Equal(link == "folder-link/file", new FileInfo(At(link)).LinkTarget is null);
        Assert.Equal(["file", "up"], Names("deep/folder"));
        Assert.Equal(["deep", "folder-link", "link", "link-to-link"], Names(""));
    }

    [Fact]
    public void A_link_to_nothing_brings_about_what_it_leads_to_and_a_circle_is_refused()
    {
        Link("link", "new");
        AtomicFile.Write(At("link"), file => file.WriteByte((byte)'n'));
        Assert.Equal("n", File.ReadAllText(At("new")));
        Link("one", "other");
        Link("other", "one");
        Link("inside", At("inside/further"));
        Assert.All((string[])["one", "inside"], path => Assert.Contains(
            "circle", Assert.Throws<IOException>(() => AtomicFile.Write(At(path), file => file.WriteByte(1))).Message, StringComparison.Ordinal));
        Assert.Equal(["inside", "link", "new", "one", "other"], Names(""));
    }

    [Fact]
    public async Task A_pipe_is_written_into_and_stays()
    {
        if (OperatingSystem.IsWindows())
        {
            Console.WriteLine("Nothing tested: Windows has no pipes among its files.");
            return;
        }

        using (var make = Process.Start("mkfifo", At("pipe")))
        {
            await make.WaitForExitAsync();
        }

        Link("link", "pipe");
        foreach (var path in (string[])["pipe", "link"])
        {
            var read = Task.Run(() => File.ReadAllText(At("pipe")));
            AtomicFile.Write(At(path), file => file.WriteByte((byte)'n'));
            Assert.Equal("n", await read.WaitAsync(TimeSpan.FromSeconds(30)));
            Assert.False(RegularFile.Is(At(path)));
        }

        Assert.Equal(["link", "pipe"], Names(""));
    }

    [Fact]
    public void An_empty_file_is_a_file_and_is_replaced_whole_or_not_at_all()
    {
        File.WriteAllText(At("file"), "");
        Assert.Throws<IOException>(() => AtomicFile.Write(At("file"), file =>
        {
            file.WriteByte(1);
            file.Flush();
            Assert.Equal("", File.ReadAllText(At("file")));
            throw new IOException("The disk is full.");
        }));
        Assert.Equal("", File.ReadAllText(At("file")));
        AtomicFile.Write(At("file"), file => file.WriteByte((byte)'n'));
        Assert.Equal("n", File.ReadAllText(At("file")));
        Assert.Equal(["file"], Names(""));
    }

    [Fact]
    public void Files_with_similar_names_stay()
    {
        string[] others = ["model.tmp", "model.backprop-1234567", "model.backprop-data.csv", "model.backprop-training", "my.model.backprop-12345678"];
        Assert.All(others, name => File.WriteAllText(At(name), name));
        AtomicFile.Write(At("model"), file => file.WriteByte(1));
        Assert.All(others, name => Assert.Equal(name, File.ReadAllText(At(name))));
        Assert.Equal(others.Length + 1, Names("").Length);
    }

    [Fact]
    public void What_cannot_be_written_is_an_IOException_that_names_the_file()
    {
        var path = At("nowhere/model");
        Assert.Equal($"{path} cannot be written: there is no folder {At("nowhere")}.", Assert.Throws<DirectoryNotFoundException>(() => AtomicFile.Write(path, _ => { })).Message);
        Assert.Equal($"{_folder} cannot be written: it is a folder.", Assert.Throws<IOException>(() => AtomicFile.Write(_folder, _ => { })).Message);
        Assert.Equal(
            $"{At("model")} cannot be written: access is denied.",
            Assert.Throws<IOException>(() => AtomicFile.Write(At("model"), _ => throw new UnauthorizedAccessException())).Message);
        var full = Assert.Throws<IOException>(() => AtomicFile.Write(At("model"), file => throw new IOException($"No space left on device : '{((FileStream)file).Name}'")));
        Assert.Equal($"{At("model")} cannot be written: No space left on device : '{At("model")}'", full.Message);
        Assert.Empty(Names(""));
    }

    private string At(string path) => Path.Combine(_folder, path);

    private void Link(string path, string target) => File.CreateSymbolicLink(At(path), target);

    private string[] Names(string folder) => [.. Directory.GetFileSystemEntries(At(folder)).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];
}
