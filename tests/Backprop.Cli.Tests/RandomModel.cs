using System.Globalization;
using System.Numerics;
using Backprop.Tensors;
using Backprop.Tensors.Files;

namespace Backprop.Cli.Tests;

/// <summary>Files of random numbers: a model, and a batch for it.</summary>
internal static class RandomModel
{
    /// <summary>A random model whose second layer, or only one, has no bias, and a random batch for it.</summary>
    public static (string Model, string Data, string Target) Write(
        DataFiles files, bool isFloat, int batch, string sizes, string activations, string loss, int seed)
    {
        int[] units = [.. sizes.Split('-').Select(size => int.Parse(size, CultureInfo.InvariantCulture))];
        var layers = activations.Split(' ').Select((f, l) => new LayerSpec(units[l + 1], Activation.Parse(f), l != Math.Min(1, units.Length - 2)));
        var spec = new NetworkSpec(units[0], layers, Loss.Parse(loss));
        var name = FormattableString.Invariant($"{sizes}-{isFloat}-{batch}-{seed}");
        if (isFloat)
        {
            ModelFile.Save(WithBiases<float>(spec, seed), files[name + ".safetensors"]);
        }
        else
        {
            ModelFile.Save(WithBiases<double>(spec, seed), files[name + ".safetensors"]);
        }

        var random = RandomStream.FromKey(seed);
        var isSoftmax = spec.Loss.Kind == LossKind.SoftmaxCrossEntropy;
        var rows = Enumerable.Range(0, batch).Select(n => string.Join(',', Enumerable.Range(0, spec.Inputs)
            .Select(i => random.Normal((n * 50) + i))
            .Concat(isSoftmax ? [n % spec.Outputs] : Enumerable.Range(30, spec.Outputs).Select(o => random.Uniform((n * 50) + o)))
            .Select(value => value.ToString("R", CultureInfo.InvariantCulture))));
        files.Write(name, string.Join('\n', rows));
        return (files[name + ".safetensors"], files[name], string.Join(',', Enumerable.Range(spec.Inputs, isSoftmax ? 1 : spec.Outputs)));
    }

    private static Network<T> WithBiases<T>(NetworkSpec spec, int seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var network = new Network<T>(spec, seed);
        var random = RandomStream.FromKey(seed);
        network.Parameters.CopyFrom([.. Enumerable.Range(0, (int)network.Parameters.Count).Select(i => T.CreateChecked(random.Normal(i)))]);
        return network;
    }
}
