using System.Numerics;

namespace Backprop.Tensors;

/// <summary>Forward, loss, backward, update of one batch after the other; holds all that they need. Allocates nothing after the first.</summary>
internal sealed class TrainingStep<T>(Network<T> network, TrainingSettings settings)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Workspace<T> _workspace = new(network.Spec);

    // Each layer's gradient is used up as soon as it is there, and none is kept, unless something has to look at the whole of it.
    private readonly ParameterSet<T>? _gradient = IsKept(network, settings) ? new(network.Spec) : null;

    private readonly SmallStep<T>? _small = network.GoesSmall && settings.Dropout == 0 && !IsKept(network, settings) ? new(network) : null;

    // Where samples go one by one: the next one, whose way forward is begun while this one moves the weights.
    private (Samples<T>? Samples, int Place) _begun;

    /// <summary>Steps done, which steer dropout.</summary>
    public long Steps { get; set; }

    /// <summary>The optimizer's state.</summary>
    public OptimizerState<T> Optimizer { get; } = new(settings.Optimizer, network);

    /// <summary>One step on some samples.</summary>
    /// <param name="samples">All samples, which fit the network.</param>
    /// <param name="first">The first sample of the batch, in the order.</param>
    /// <param name="count">Samples in the batch.</param>
    /// <param name="order">The order in which samples are visited; null as they lie.</param>
    /// <param name="rate">η of this step.</param>
    /// <param name="total">The samples' losses, undivided, are added to it.</param>
    /// <returns>False if the total is no longer finite: the step has not been applied.</returns>
    public bool Run(Samples<T> samples, int first, int count, int[]? order, double rate, ref double total)
    {
        var place = Place(order, first);
        var batch = order is null || count == 1
            ? Batch<T>.Of(samples, place, count)
            : Batch<T>.Of(samples, order.AsSpan(first, count), _workspace);
        var dropout = new Dropout(settings.Dropout, settings.Seed, Steps++);
        if (_small?.IsFor(batch) == true)
        {
            Forget();
            return _small.Run(batch, Optimizer, rate, ref total);
        }

        network.Passes.Forward(batch.X, count, _workspace, dropout, isBegun: count == 1 && _begun == (samples, place));
        Forget();
        network.Passes.AddLosses(batch, _workspace, ref total);
        if (!double.IsFinite(total))
        {
            return false;
        }

        if (_gradient is null)
        {
            Optimizer.Begin(rate);
            _begun = count == 1 && first + 1 < (order?.Length ?? samples.Count) ? (samples, Place(order, first + 1)) : default;
            var next = _begun.Samples is null ? default : samples.Input(_begun.Place);
            network.Passes.Descend(batch, _workspace, Optimizer, dropout, next);
            return true;
        }

        network.Passes.Backward(batch, _workspace, _gradient, dropout);
        Penalties.Apply(network, settings, _gradient);
        Optimizer.Step(_gradient, rate);
        return true;
    }

    /// <summary>To be called where others may have changed the parameters since the last step.</summary>
    public void Forget() => _begun = default;

    private static int Place(int[]? order, int n) => order is null ? n : order[n];

    private static bool IsKept(Network<T> network, TrainingSettings settings) =>
        network.Backend != Backend.Simd
        || settings is not { L1: 0, L2: 0, ClipValue: double.PositiveInfinity, ClipNorm: double.PositiveInfinity };
}
