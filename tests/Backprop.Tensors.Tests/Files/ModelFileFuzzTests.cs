using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using Backprop.Tensors.Files;

namespace Backprop.Tensors.Tests;

/// <summary>
/// Files that a disk, a network or somebody has changed. A thousand of them; as many as <c>BACKPROP_FUZZ</c> says where it is
/// set, always the same ones.
/// </summary>
public sealed class ModelFileFuzzTests : IDisposable
{
    private static readonly Activation[] Activations = [Activation.Tanh, Activation.Identity];

    private readonly string _folder = Directory.CreateTempSubdirectory("backprop").FullName;

    private string FilePath => Path.Combine(_folder, "mutated.safetensors");

    private string CopyPath => Path.Combine(_folder, "copy.safetensors");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_mutated_file_is_refused_in_one_line_or_is_a_valid_model()
    {
        var cases = int.Parse(Environment.GetEnvironmentVariable("BACKPROP_FUZZ") ?? "1000", CultureInfo.InvariantCulture);
        byte[][] originals = [Described<float>(), Described<double>(), FileMutation.Renamed(Described<float>(), ""), FileMutation.Renamed(Described<double>(), "layers.")];
        var (valid, messages) = (0, new HashSet<string>());
        for (var n = 0; n < cases; n++)
        {
            var which = n % originals.Length;
            var bytes = FileMutation.Of(originals[which], new Random(n));
            File.WriteAllBytes(FilePath, bytes);
            try
            {
                valid += which switch
                {
                    0 => Try<float>(bytes.Length, isDescribed: true, messages),
                    1 => Try<double>(bytes.Length, isDescribed: true, messages),
                    2 => Try<float>(bytes.Length, isDescribed: false, messages),
                    _ => Try<double>(bytes.Length, isDescribed: false, messages),
                };
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"Case {n} ended in {e.GetType().Name}: {e.Message}", e);
            }
        }

        // Mutations that break everything, or nothing, or always the same thing, would show nothing.
        Assert.InRange(valid, cases / 50, cases / 2);
        Assert.True(messages.Count >= 10, string.Join('\n', messages));
    }

    [Theory]
    [InlineData("[1]", "0,4", "wants [50000, 40000]")]
    [InlineData("[50000,40000]", "0,4", "its shape takes 8000000000 bytes")]
    [InlineData("[50000,40000]", "0,8000000000", "its tensors have 8000000000 bytes and the file 4")]
    [InlineData("[3037000500,3037000500]", "0,4", "not the JSON of a safetensors file")]
    public void Two_billion_weights_in_a_file_of_300_bytes_are_refused_before_memory_is_taken(string shape, string offsets, string why)
    {
        File.WriteAllBytes(FilePath, FileMutation.WithHeader(
            """{"__metadata__":{"backprop":"{\"version\":1,\"inputs\":40000,\"layers\":[{\"units\":50000,\"activation\":\"tanh\",\"bias\":false}],\"loss\":\"huber\",\"reduction\":\"mean\"}"},"""
            + $$"""
              "layers.0.weight":{"dtype":"F32","shape":{{shape}},"data_offsets":[{{offsets}}] } }
              """,
            new byte[4]));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<InvalidDataException>(() => ModelFile.Load<float>(FilePath));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_of_brackets_or_of_a_hundred_thousand_keys_is_refused()
    {
        foreach (var header in (string[])[new('[', 100_000), "{\"a\":" + new string('[', 100_000), $"{{{string.Join(',', Enumerable.Range(0, 100_000).Select(n => $"\"{n}\":0"))}}}"])
        {
            File.WriteAllBytes(FilePath, FileMutation.WithHeader(header, []));
            Assert.Throws<InvalidDataException>(() => ModelFile.Load<float>(FilePath));
        }
    }

    /// <returns>1 for a valid model, 0 for a refusal.</returns>
    private int Try<T>(int length, bool isDescribed, HashSet<string> messages)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (clock, before) = (Stopwatch.StartNew(), GC.GetAllocatedBytesForCurrentThread());
        Model<T> model;
        try
        {
            model = isDescribed ? ModelFile.Load<T>(FilePath) : new(ModelFile.LoadWeights<T>(FilePath, Activations));
        }
        catch (InvalidDataException e)
        {
            Assert.StartsWith($"{FilePath} cannot be loaded: ", e.Message, StringComparison.Ordinal);
            Assert.False(e.Message.AsSpan().ContainsAny('\r', '\n'), e.Message);
            messages.Add(new([.. e.Message[FilePath.Length..].TakeWhile(letter => !char.IsAsciiDigit(letter) && letter != '\'')]));
            return 0;
        }
        finally
        {
            // Half a megabyte for what does not grow with the file, such as the parser's buffers and an exception's trace.
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, (100 * length) + 500_000);
            Assert.InRange(clock.Elapsed.TotalSeconds, 0, 30);
        }

        ModelFile.Save(model, CopyPath);
        var copy = ModelFile.Load<T>(CopyPath);
        Assert.Equal(model.Network.Spec, copy.Network.Spec);
        Bits.Equal<T>(Parameters(model), Parameters(copy), n => $"parameters, element {n}");
        return 1;
    }

    private static T[] Parameters<T>(Model<T> model)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var parameters = new T[model.Network.Parameters.Count];
        model.Network.Parameters.CopyTo(parameters);
        return parameters;
    }

    private byte[] Described<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var schema = new DataSchema(LearningTask.Regression, [new("size", []), new("color", ["blue", "red"])], ["price", "weight"])
        {
            InputScaling = Scaling.Of([0.5, 0, 0], [2, 1, 1]),
        };
        var network = new Network<T>(new(3, [new(5, Activations[0]), new(2, Activations[1], hasBias: false)], Loss.Huber(2)), 1);
        ModelFile.Save(new Model<T>(network, schema), FilePath);
        return File.ReadAllBytes(FilePath);
    }
}
