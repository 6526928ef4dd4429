using System.Numerics;
using Backprop.Tensors;

namespace Backprop.Cli;

/// <summary>Which engine computes.</summary>
/// <param name="IsReference">The executable specification; else the vectorized engine.</param>
internal sealed record EngineChoice(bool IsReference)
{
    /// <summary>How many threads a product of the vectorized engine may use.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Which implementation computes the products of the vectorized engine.</summary>
    public Backend Backend { get; init; }

    /// <summary>A network with its first weights drawn.</summary>
    public IEngine<T> Create<T>(NetworkSpec spec, long seed, Initializer? initializer)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        IsReference
            ? new ReferenceEngine<T>(new(spec, seed, initializer))
            : new TensorsEngine<T>(new(spec, seed, initializer) { Threads = Threads, Backend = Backend });

    /// <summary>A network that has been loaded.</summary>
    public IEngine<T> Take<T>(Network<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        IsReference ? ReferenceEngine<T>.CopyOf(network) : new TensorsEngine<T>(network);
}
