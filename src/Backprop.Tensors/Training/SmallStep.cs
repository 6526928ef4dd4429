using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Backprop.Tensors.Kernels;

namespace Backprop.Tensors;

/// <summary>
/// The training step of a network so small that calls, checks and copies would take longer than the work: forward, loss, backward and
/// update in one run of memory, <see cref="SmallRoom{T}"/>. Samples lie side by side, so that each lane is a sample: z, a and δ are
/// [samples × units], and weights are read where they lie.
/// </summary>
internal sealed class SmallStep<T>(Network<T> network)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Fewer leave most lanes empty.</summary>
    private const int FewestSamples = 4;

    /// <summary>Multiply-adds of the largest layer up to which this was measured to be faster than <see cref="Passes{T}"/>.</summary>
    private const long Most = 1 << 17;

    private readonly NetworkSpec _spec = network.Spec;
    private readonly ParameterSet<T> _parameters = network.Parameters;
    private readonly Kernels<T> _kernels = network.Kernels;
    private readonly SmallRoom<T> _room = new(network.Spec, network.Kernels.LaneBlock);
    private readonly long _mostWeights = network.Spec.Layers.Select((layer, l) => (long)layer.Units * network.Spec.InputsOf(l)).Max();

    /// <summary>Whether this is the fastest way.</summary>
    public bool IsFor(in Batch<T> batch) =>
        batch.Count >= FewestSamples && batch.Weights.IsEmpty && _mostWeights * batch.Count <= Most;

    /// <inheritdoc cref="TrainingStep{T}.Run"/>
    public bool Run(in Batch<T> batch, OptimizerState<T> optimizer, double rate, ref double total)
    {
        _room.Begin(batch.Count);
        Forward(batch);
        var last = _room.Layers[^1];
        var outputs = new OutputBatch<T>(
            _room.Columns(last.Z, last.Units), _room.Columns(last.A, last.Units), _room.Columns(_room.Targets, last.Units), last.Units, isTurned: true);
        _kernels.LossValues(_spec.Loss, outputs, _room.Maxima, _room.Sums, _room.Scratch, _room.Losses);
        total = Sum(total, _room.Losses[..batch.Count]);
        if (!double.IsFinite(total))
        {
            return false;
        }

        _kernels.OutputDelta(_spec.Loss, last.Activation, outputs, default, batch.Divisor(_spec), _room.Columns(last.DZ, last.Units));
        optimizer.Begin(rate);
        for (var l = _room.Layers.Length - 1; l >= 0; l--)
        {
            var gradient = Gradient(_room.Layers[l], batch.Count);
            PassBack(l);
            optimizer.Move(l, gradient);
        }

        return true;
    }

    /// <summary>z and a of every layer.</summary>
    private void Forward(in Batch<T> batch)
    {
        Turn(batch.X, _spec.Inputs, batch.Count, ref _room.At(0));
        Turn(batch.Targets, _spec.Outputs, batch.Count, ref _room.At(_room.Targets));
        for (var l = 0; l < _room.Layers.Length; l++)
        {
            ref readonly var layer = ref _room.Layers[l];
            var bias = _parameters.B(l);
            _kernels.LaneProduct(                                                                   // Zᵀ = Xᵀ·Wᵀ + b
                _room.Lanes,
                layer.Inputs,
                layer.Units,
                ref _room.At(layer.X),
                ref MemoryMarshal.GetReference(_parameters.W(l)),
                ref bias.IsEmpty ? ref Unsafe.NullRef<T>() : ref MemoryMarshal.GetReference(bias),
                ref _room.At(layer.Z),
                new TileSteps(A: _room.Lanes, Depth: layer.Units, Column: 1, Start: 0, C: _room.Lanes));
            var z = _room.Columns(layer.Z, layer.Units);
            var a = _room.Columns(layer.A, layer.Units);
            if (layer.Activation.Kind == ActivationKind.Softmax)
            {
                _kernels.TurnedSoftmax(z, layer.Units, a, _room.Scratch, _room.Maxima, _room.Sums);
            }
            else
            {
                _kernels.Activate(layer.Activation, z, a);                                          // A = f(Z)
            }
        }
    }

    /// <summary>The sum with the values added to it, ascending. Never inlined: among so much else it would rest in memory and not in a register.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static double Sum(double sum, ReadOnlySpan<double> values)
    {
        foreach (var value in values)
        {
            sum += value;
        }

        return sum;
    }

    /// <summary>dE/dw and, as that of the input that is 1, dE/db: [units × (inputs + 1)].</summary>
    private Span<T> Gradient(in SmallRoom<T>.Layer layer, int samples)
    {
        // δ with its units side by side; as four units where there are fewer, which is done sooner, and what hangs over is overwritten.
        ref var dz = ref _room.At(_room.Turned);
        Transposition<T>.Run(ref _room.At(layer.DZ), _room.Lanes, Math.Max(layer.Units, Lanes128<T>.Count), samples, ref dz, layer.Units);
        ref var gradient = ref _room.Gradient;
        _kernels.LaneProduct(                                                                       // [dW db] = dZ·[X 1]ᵀ
            layer.Units,
            samples,
            layer.Inputs + 1,
            ref dz,
            ref _room.At(layer.X),
            ref Unsafe.NullRef<T>(),
            ref gradient,
            new TileSteps(A: layer.Units, Depth: 1, Column: _room.Lanes, Start: 0, C: layer.Units));
        return MemoryMarshal.CreateSpan(ref gradient, layer.Units * (layer.Inputs + 1));
    }

    /// <summary>δ of the layer before, while the weights between them are still the ones of the forward pass.</summary>
    private void PassBack(int l)
    {
        if (l == 0)
        {
            return;
        }

        ref readonly var layer = ref _room.Layers[l];
        ref readonly var before = ref _room.Layers[l - 1];
        _kernels.LaneProduct(                                                                       // Sᵀ = dZᵀ·W
            _room.Lanes,
            layer.Units,
            layer.Inputs,
            ref _room.At(layer.DZ),
            ref MemoryMarshal.GetReference(_parameters.W(l)),
            ref Unsafe.NullRef<T>(),
            ref _room.At(before.DZ),
            new TileSteps(A: _room.Lanes, Depth: 1, Column: layer.Units, Start: 0, C: _room.Lanes));
        var s = _room.Columns(before.DZ, before.Units);
        _kernels.HiddenDelta(before.Activation, _room.Columns(before.Z, before.Units), _room.Columns(before.A, before.Units), s, s);    // dZ = S·f′(Z)
    }

    /// <summary>Samples that lie one after the other, side by side.</summary>
    private void Turn(ReadOnlySpan<T> values, int size, int samples, ref T to) =>
        Transposition<T>.Run(ref MemoryMarshal.GetReference(values[..(size * samples)]), size, samples, size, ref to, _room.Lanes);
}
