using System.Numerics;
using System.Runtime.CompilerServices;

namespace Backprop.Tensors.Kernels;

/// <summary>What comes after a tile is asked for while it multiplies: lines of C where they are far, and a part of the next strip of B.</summary>
internal ref struct NextTile<V, T> : IMeanwhile
    where V : struct, ILanes<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private NextStrip<V, T> _strip;
    private DestinationPrefetch<V, T, Assignment<T>> _destination;

    /// <summary>Nothing is asked for yet.</summary>
    public NextTile(NextStrip<V, T> strip) => _strip = strip;

    /// <inheritdoc/>
    public static int Steps
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ManyColumns<V>.Columns;
    }

    /// <summary>A tile begins.</summary>
    /// <param name="column">The first column of its strip.</param>
    /// <param name="tile">Which tile of that strip.</param>
    /// <param name="destination">What is asked for of C.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Begin(nint column, nint tile, DestinationPrefetch<V, T, Assignment<T>> destination)
    {
        _strip.Begin(column, tile);
        _destination = destination;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Step()
    {
        _destination.Step();
        _strip.Step();
    }
}
