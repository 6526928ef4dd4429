using System.Numerics;

namespace Backprop.Tensors;

/// <summary>
/// The parameters that a run falls back to: with patience the best ones, otherwise those after the last epoch, and before
/// the first epoch of a call those that it began with.
/// </summary>
/// <remarks>
/// With patience a network holds the best parameters between two calls, while those that the run goes on from are set aside:
/// so that a run of several calls is the run of one.
/// </remarks>
internal sealed class KeptParameters<T>(Network<T> network, bool areBest)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ParameterSet<T>? _current = areBest ? new(network.Spec) : null;
    private bool _isAside;

    /// <summary>The numbers.</summary>
    public ParameterSet<T> Values { get; } = new(network.Spec);

    /// <summary>Keeps the parameters after an epoch.</summary>
    /// <param name="isBest">Whether the validation loss is the lowest so far.</param>
    public void KeepAfterEpoch(bool isBest)
    {
        if (isBest || !areBest)
        {
            Keep();
        }
    }

    /// <summary>Falls back.</summary>
    public void Restore() => network.Parameters.CopyFrom(Values);

    /// <summary>A call ends: with patience the network has the best parameters from now on.</summary>
    public void ShowBest()
    {
        if (_current is not null && !_isAside)
        {
            _current.CopyFrom(network.Parameters);
            Restore();
            _isAside = true;
        }
    }

    /// <summary>A call begins: the network has the parameters that the run goes on from. They are kept where an epoch begins and none is best.</summary>
    public void Begin(RunPosition at)
    {
        if (_current is not null && _isAside)
        {
            network.Parameters.CopyFrom(_current);
            _isAside = false;
        }

        if (at.Batch == 0 && (at.BestEpoch == 0 || !areBest))
        {
            Keep();
        }
    }

    private void Keep() => Values.CopyFrom(network.Parameters);
}
