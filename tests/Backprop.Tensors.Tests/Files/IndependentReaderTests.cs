using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using Backprop.Tensors.Files;

namespace Backprop.Tensors.Tests;

/// <summary>What is written is read by readers that share no code with what wrote it: one here, one in Python where that is installed.</summary>
public sealed class IndependentReaderTests : IDisposable
{
    // The format as its public description has it: 8 bytes of length, JSON, then bytes at offsets from the end of the JSON.
    private const string Python = """
        import json, struct, sys
        data = open(sys.argv[1], 'rb').read()
        size = struct.unpack('<Q', data[:8])[0]
        header = json.loads(data[8:8 + size])
        header.pop('__metadata__')
        for name, tensor in sorted(header.items()):
            begin, end = (8 + size + offset for offset in tensor['data_offsets'])
            letter = {'F32': 'f', 'F64': 'd'}[tensor['dtype']]
            values = struct.unpack('<%d%s' % ((end - begin) // struct.calcsize(letter), letter), data[begin:end])
            print(name, 'x'.join(map(str, tensor['shape'])), *(struct.pack('>d', value).hex() for value in values))
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("backprop").FullName;

    private string FilePath => Path.Combine(_folder, "model.safetensors");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_reader_of_the_formats_description_finds_every_number()
    {
        Assert.Equal(Expected(Saved<float>()), Tensors(File.ReadAllBytes(FilePath)));
        Assert.Equal(Expected(Saved<double>()), Tensors(File.ReadAllBytes(FilePath)));
    }

    [Fact]
    public async Task A_reader_in_Python_finds_every_number()
    {
        if (!HasPython())
        {
            Console.WriteLine("Nothing tested: python3 is not installed.");
            return;
        }

        Assert.Equal(Expected(Saved<float>()), await TensorsByPython());
        Assert.Equal(Expected(Saved<double>()), await TensorsByPython());
    }

    private Network<T> Saved<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var network = new Network<T>(new(3, [new(5, Activation.Tanh), new(2, hasBias: false)]), 7);
        ModelFile.Save(network, FilePath);
        return network;
    }

    /// <summary>A line for each tensor: name, shape, and the bits of its numbers as double, row by row.</summary>
    private static string[] Expected<T>(Network<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var lines = new List<string>();
        for (var l = 0; l < network.Spec.Layers.Length; l++)
        {
            if (network.Parameters.Bias(l) is { } bias)
            {
                lines.Add(Line($"layers.{l}.bias", $"{bias.Count}", bias.Select(double.CreateChecked)));
            }

            var w = network.Parameters.Weights(l);
            lines.Add(Line($"layers.{l}.weight", $"{w.RowCount}x{w.ColumnCount}", w.EnumerateRows().SelectMany(row => row).Select(double.CreateChecked)));
        }

        return [.. lines];
    }

    private static string[] Tensors(byte[] file)
    {
        var size = 0L;
        for (var b = 7; b >= 0; b--)
        {
            size = (size * 256) + file[b];
        }

        var lines = new List<string>();
        foreach (var tensor in JsonDocument.Parse(Encoding.UTF8.GetString(file, 8, (int)size)).RootElement.EnumerateObject().Where(property => property.Name != "__metadata__"))
        {
            var shape = tensor.Value.GetProperty("shape").EnumerateArray().Select(length => length.GetInt32());
            var at = 8 + (int)size + tensor.Value.GetProperty("data_offsets")[0].GetInt32();
            var isFloat = tensor.Value.GetProperty("dtype").GetString() == "F32";
            var values = Enumerable.Range(0, shape.Aggregate(1, (x, y) => x * y))
                .Select(n => isFloat ? BitConverter.ToSingle(file, at + (4 * n)) : BitConverter.ToDouble(file, at + (8 * n)));
            lines.Add(Line(tensor.Name, string.Join('x', shape), values));
        }

        return [.. lines.Order(StringComparer.Ordinal)];
    }

    private static string Line(string name, string shape, IEnumerable<double> values) =>
        $"{name} {shape} {string.Join(' ', values.Select(value => BitConverter.DoubleToInt64Bits(value).ToString("x16", CultureInfo.InvariantCulture)))}";

    private async Task<string[]> TensorsByPython()
    {
        using var process = Process.Start(new ProcessStartInfo("python3", ["-c", Python, FilePath]) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return output.ReplaceLineEndings("\n").TrimEnd().Split('\n');
    }

    private static bool HasPython()
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("python3", "--version") { RedirectStandardOutput = true });
            process?.WaitForExit();
            return process?.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
