using System.Numerics;

namespace Backprop.Tensors;

/// <summary>A network, and where it was trained on a person's table, how that became inputs and what the outputs mean.</summary>
public sealed record Model<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <param name="network">The network.</param>
    /// <param name="schema">The table's columns, scaling and class names; null where inputs and outputs are just numbers.</param>
    /// <exception cref="ArgumentException">The schema does not fit the network's inputs or outputs.</exception>
    public Model(Network<T> network, DataSchema? schema = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        schema?.RequireFit(network.Spec);
        (Network, Schema) = (network, schema);
    }

    /// <summary>The network.</summary>
    public Network<T> Network { get; }

    /// <summary>The table's columns, scaling and class names; null where inputs and outputs are just numbers.</summary>
    public DataSchema? Schema { get; }
}
