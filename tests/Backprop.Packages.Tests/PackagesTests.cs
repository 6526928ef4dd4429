using System.IO.Compression;
using System.Text.Json;

namespace Backprop.Packages.Tests;

/// <summary>What the packages hold, and that they train XOR where nothing else of the repository is.</summary>
[Collection(nameof(Installed))]
public sealed class PackagesTests(Installed installed)
{
    [Fact]
    public async Task The_installed_tool_trains_XOR_and_verifies_the_engine()
    {
        var report = JsonDocument.Parse(await installed.RunTool("train", "xor", "--json")).RootElement;
        Assert.InRange(report.GetProperty("loss").GetDouble(), 0, 0.05);
        Assert.Equal(4, report.GetProperty("predictions").GetArrayLength());
        report = JsonDocument.Parse(await installed.RunTool("verify", "--cases", "1", "--json")).RootElement;
        Assert.True(report.GetProperty("passed").GetBoolean());
    }

    [Fact]
    public async Task The_installed_libraries_train_XOR()
    {
        var printed = await installed.RunProgram("""
            using Backprop;
            using Backprop.Data;
            using Backprop.Tensors;
            using Backprop.Tensors.Files;

            var data = BuiltInSets.Find("xor", 0)!.Samples;
            var spec = new NetworkSpec(2, [new(4, Activation.Tanh), new(1, Activation.Sigmoid)], Loss.BinaryCrossEntropy);
            var settings = new TrainingSettings { Epochs = 300, Optimizer = new Adam { LearningRate = 0.05 } };
            var (engine, reference) = (new Network<double>(spec, seed: 1), new Backprop.Reference.Network<double>(spec, seed: 1));
            new Trainer<double>(engine, settings).Fit(data);
            Backprop.Reference.Training.Train(reference, data, settings);
            ModelFile.Save(engine, "xor.safetensors");
            OnnxFile.Export(ModelFile.Load<double>("xor.safetensors"), "xor.onnx");
            foreach (var output in engine.Predict(data.Inputs))
            {
                Console.Write(output > 0.5 ? 1 : 0);
            }
            """);
        Assert.Equal("0110", printed);
    }

    [Fact]
    public void Every_package_has_a_readme_a_license_a_description_and_nothing_of_ours_that_is_no_package()
    {
        var packages = Directory.GetFiles(installed.Packages, "*.nupkg");
        Assert.Equal(5, packages.Length);
        foreach (var package in packages)
        {
            using var zip = ZipFile.OpenRead(package);
            Assert.Contains(zip.Entries, entry => entry.FullName == "README.md");
            using var reader = new StreamReader(zip.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open());
            var nuspec = reader.ReadToEnd();
            Assert.Contains("<license type=\"expression\">MIT</license>", nuspec, StringComparison.Ordinal);
            Assert.Contains("<description>", nuspec, StringComparison.Ordinal);
            Assert.DoesNotContain("Package Description", nuspec, StringComparison.Ordinal);
            Assert.DoesNotContain("id=\"Backprop.Verification\"", nuspec, StringComparison.Ordinal);
        }
    }
}
