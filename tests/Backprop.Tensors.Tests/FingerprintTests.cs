using System.Diagnostics;
using System.Numerics;

namespace Backprop.Tensors.Tests;

/// <summary>The same fixed runs, on the reference and in processes that have to do without instruction sets: one checked-in hash.</summary>
public class FingerprintTests
{
    [Fact]
    public void The_reference_has_the_fingerprint() =>
        Assert.Equal(FixedRuns.Expected, FixedRuns.Fingerprint(ReferenceParameters<float>, ReferenceParameters<double>));

    [Theory]
    [InlineData("")]
    [InlineData("DOTNET_EnableAVX512")]
    [InlineData("DOTNET_EnableAVX2")]
    [InlineData("DOTNET_EnableFMA")]
    [InlineData("DOTNET_EnableAVX")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public async Task A_process_without_an_instruction_set_has_it_too(string switchedOff)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath ?? "dotnet")
        {
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "Backprop.Fingerprint.dll") },
            RedirectStandardOutput = true,
        };
        if (!Path.GetFileNameWithoutExtension(start.FileName).Equals("dotnet", StringComparison.Ordinal))
        {
            start.FileName = "dotnet";
        }

        if (switchedOff.Length > 0)
        {
            start.Environment[switchedOff] = "0";
        }

        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.EndsWith($"{FixedRuns.Expected:x16}", output.Trim(), StringComparison.Ordinal);
        Assert.Equal(0, process.ExitCode);
    }

    private static T[] ReferenceParameters<T>(NetworkSpec spec, TrainingSettings settings)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var network = new Reference.Network<T>(spec, settings.Seed, Initializer.GlorotNormal);
        Reference.Training.Train(network, FixedRuns.Samples<T>(spec), settings);
        return [.. network.Parameters.SelectMany(parameter => Values.Flat(parameter.Value))];
    }
}
