using System.Numerics;
using Backprop.Data;
using Backprop.Tensors;

namespace Backprop.Cli;

/// <summary>A network from a file, and a batch that fits it.</summary>
/// <param name="Network">The network, with the loss that is asked for.</param>
/// <param name="Samples">The batch.</param>
/// <param name="Source">What the batch is called.</param>
internal sealed record ModelBatch<T>(Network<T> Network, Samples<T> Samples, string Source)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Reads both.</summary>
    /// <param name="wish">Where they are.</param>
    /// <param name="loss">Instead of the model's loss.</param>
    /// <param name="reduction">Instead of the model's reduction.</param>
    /// <exception cref="InvalidDataException">The model file is none.</exception>
    /// <exception cref="DataException">The data cannot be used.</exception>
    /// <exception cref="UsageException">Model, data, targets and loss do not fit each other.</exception>
    public static ModelBatch<T> Load(ModelWish wish, Loss? loss, Reduction? reduction)
    {
        var model = UsageException.Named("--model", () => wish.Source.Load<T>());
        var network = WithLoss(model.Network, loss, reduction);
        var data = ModelData.Read(wish.Data, network.Spec, model.Schema, wish.File);
        var samples = ElementConversion.Scaled<T>(data.Samples, data.Schema, data);
        return UsageException.Named(wish.Data.Target is null ? wish.Data.Option : "--target", () =>
        {
            samples.RequireFit(network.Spec);
            return new ModelBatch<T>(network, samples, Path.GetFileName(wish.Data.Data));
        });
    }

    private static Network<T> WithLoss(Network<T> network, Loss? loss, Reduction? reduction)
    {
        // The model's own loss, named again, keeps its threshold.
        var named = loss is null || loss.Kind == network.Spec.Loss.Kind ? network.Spec.Loss : loss;
        var spec = UsageException.Named(
            "--loss", () => new NetworkSpec(network.Spec.Inputs, network.Spec.Layers, named, reduction ?? network.Spec.Reduction));
        var copy = new Network<T>(spec, initializer: Initializer.Constant(0));
        var numbers = new T[network.Parameters.Count];
        network.Parameters.CopyTo(numbers);
        copy.Parameters.CopyFrom(numbers);
        return copy;
    }
}
