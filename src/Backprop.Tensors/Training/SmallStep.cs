using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Backprop.Tensors.Kernels;

namespace Backprop.Tensors;

/// <summary>
/// The training step of a network so small that calls, checks and copies would take longer than the work: forward, loss, backward and
/// update in one run of memory. Samples lie side by side, so that each lane is a sample: z, a and δ are [samples × units] and weights are
/// read where they lie. Samples are rounded up to whole registers; what lies in the lanes of none does not matter.
/// </summary>
internal sealed class SmallStep<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Fewer leave most lanes empty.</summary>
    private const int FewestSamples = 4;

    /// <summary>Multiply-adds of the largest layer up to which this was measured to be faster than <see cref="Passes{T}"/>.</summary>
    private const long Most = 1 << 17;

    private readonly NetworkSpec _spec;
    private readonly ParameterSet<T> _parameters;
    private readonly Kernels<T> _kernels;
    private readonly Layer[] _layers;
    private readonly int _targets;
    private readonly int _turned;
    private readonly int _columns;
    private readonly int _mostWeights;
    private readonly int _mostParameters;
    private int _lanes;
    private T[] _room = [];
    private double[] _doubles = [];

    /// <summary>For steps of a network, which it reads.</summary>
    public SmallStep(Network<T> network)
    {
        (_spec, _parameters, _kernels) = (network.Spec, network.Parameters, network.Kernels);
        _layers = new Layer[_spec.Layers.Length];

        // Behind inputs and activations a column of ones, which the bias is the weight of; behind δ one for registers that hang over.
        var (x, next, mostUnits) = (0, _spec.Inputs + 1, Lanes128<T>.Count);
        for (var l = 0; l < _layers.Length; l++)
        {
            var (units, inputs) = (_spec.Layers[l].Units, _spec.InputsOf(l));
            var layer = new Layer(_spec.Layers[l].Activation, units, inputs, x, Z: next, A: next + units, DZ: next + units + units + 1);
            (x, next) = (layer.A, layer.DZ + units + 1);
            _layers[l] = layer;
            mostUnits = Math.Max(mostUnits, units);
            _mostWeights = Math.Max(_mostWeights, units * inputs);
            _mostParameters = Math.Max(_mostParameters, units * (inputs + 1));
        }

        // Behind the columns of the layers the targets, then δ of one layer turned back, then a gradient.
        (_targets, _turned, _columns) = (next, next + _spec.Outputs, next + _spec.Outputs + mostUnits);
    }

    /// <summary>Room behind a matrix for the register that its last column ends in.</summary>
    private static int Behind => Line.Size / Unsafe.SizeOf<T>();

    /// <summary>Of each sample what <see cref="Softmax{V, D, T}"/> leaves of it.</summary>
    private Span<double> Maxima => _doubles.AsSpan(0, _lanes);

    private Span<double> Sums => _doubles.AsSpan(_lanes, _lanes);

    /// <summary>The loss of each sample.</summary>
    private Span<double> Values => _doubles.AsSpan(2 * _lanes, _lanes);

    /// <summary>One double for each output of each sample.</summary>
    private Span<double> Scratch => _doubles.AsSpan(3 * _lanes, _spec.Outputs * _lanes);

    /// <summary>Whether this is the fastest way.</summary>
    public bool IsFor(in Batch<T> batch) =>
        batch.Count >= FewestSamples && batch.Weights.IsEmpty && (long)_mostWeights * batch.Count <= Most;

    /// <inheritdoc cref="TrainingStep{T}.Run"/>
    public bool Run(in Batch<T> batch, OptimizerState<T> optimizer, double rate, ref double total)
    {
        Begin(batch.Count);
        Forward(batch);
        var last = _layers[^1];
        var outputs = new OutputBatch<T>(Columns(last.Z, last.Units), Columns(last.A, last.Units), Columns(_targets, last.Units), last.Units, isTurned: true);
        _kernels.LossValues(_spec.Loss, outputs, Maxima, Sums, Scratch, Values);
        total = Sum(total, Values[..batch.Count]);
        if (!double.IsFinite(total))
        {
            return false;
        }

        _kernels.OutputDelta(_spec.Loss, last.Activation, outputs, default, batch.Divisor(_spec), Columns(last.DZ, last.Units));
        optimizer.Begin(rate);
        for (var l = _layers.Length - 1; l >= 0; l--)
        {
            var gradient = Gradient(_layers[l], batch.Count);
            PassBack(l);
            optimizer.Move(l, gradient);
        }

        return true;
    }

    /// <summary>z and a of every layer.</summary>
    private void Forward(in Batch<T> batch)
    {
        Turn(batch.X, _spec.Inputs, batch.Count, ref At(0));
        Turn(batch.Targets, _spec.Outputs, batch.Count, ref At(_targets));
        for (var l = 0; l < _layers.Length; l++)
        {
            ref readonly var layer = ref _layers[l];
            var bias = _parameters.B(l);
            _kernels.LaneProduct(                                                                   // Zᵀ = Xᵀ·Wᵀ + b
                _lanes,
                layer.Inputs,
                layer.Units,
                ref At(layer.X),
                ref MemoryMarshal.GetReference(_parameters.W(l)),
                ref bias.IsEmpty ? ref Unsafe.NullRef<T>() : ref MemoryMarshal.GetReference(bias),
                ref At(layer.Z),
                new TileSteps(A: _lanes, Depth: layer.Units, Column: 1, Start: _lanes, C: _lanes));
            var z = Columns(layer.Z, layer.Units);
            var a = Columns(layer.A, layer.Units);
            if (layer.Activation.Kind == ActivationKind.Softmax)
            {
                _kernels.TurnedSoftmax(z, layer.Units, a, Scratch, Maxima, Sums);
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
    private Span<T> Gradient(in Layer layer, int samples)
    {
        // δ with its units side by side; as four units where there are fewer, which is done sooner, and what hangs over is overwritten.
        ref var dz = ref At(_turned);
        Transposition<T>.Run(ref At(layer.DZ), _lanes, Math.Max(layer.Units, Lanes128<T>.Count), samples, ref dz, layer.Units);
        ref var gradient = ref Unsafe.Add(ref At(_columns), Behind);
        _kernels.LaneProduct(                                                                       // [dW db] = dZ·[X 1]ᵀ
            layer.Units,
            samples,
            layer.Inputs + 1,
            ref dz,
            ref At(layer.X),
            ref Unsafe.NullRef<T>(),
            ref gradient,
            new TileSteps(A: layer.Units, Depth: 1, Column: _lanes, Start: 0, C: layer.Units));
        return MemoryMarshal.CreateSpan(ref gradient, layer.Units * (layer.Inputs + 1));
    }

    /// <summary>δ of the layer before, while the weights between them are still the ones of the forward pass.</summary>
    private void PassBack(int l)
    {
        if (l == 0)
        {
            return;
        }

        ref readonly var layer = ref _layers[l];
        ref readonly var before = ref _layers[l - 1];
        _kernels.LaneProduct(                                                                       // Sᵀ = dZᵀ·W
            _lanes,
            layer.Units,
            layer.Inputs,
            ref At(layer.DZ),
            ref MemoryMarshal.GetReference(_parameters.W(l)),
            ref Unsafe.NullRef<T>(),
            ref At(before.DZ),
            new TileSteps(A: _lanes, Depth: 1, Column: layer.Units, Start: 0, C: _lanes));
        var s = Columns(before.DZ, before.Units);
        _kernels.HiddenDelta(before.Activation, Columns(before.Z, before.Units), Columns(before.A, before.Units), s, s);    // dZ = S·f′(Z)
    }

    /// <summary>Makes room for so many samples.</summary>
    private void Begin(int samples)
    {
        var lanes = (samples + _kernels.LaneBlock - 1) / _kernels.LaneBlock * _kernels.LaneBlock;
        if (lanes == _lanes)
        {
            return;
        }

        _lanes = lanes;
        var length = checked((_columns * lanes) + Behind + _mostParameters + Behind);
        if (_room.Length < length)
        {
            _room = LineArray.Allocate<T>(length);
            _doubles = LineArray.Allocate<double>((3 + _spec.Outputs) * lanes);
        }

        foreach (var layer in _layers)
        {
            Columns(layer.X + layer.Inputs, 1).Fill(T.One);
        }
    }

    /// <summary>Samples that lie one after the other, side by side.</summary>
    private void Turn(ReadOnlySpan<T> values, int size, int samples, ref T to) =>
        Transposition<T>.Run(ref MemoryMarshal.GetReference(values[..(size * samples)]), size, samples, size, ref to, _lanes);

    /// <summary>From one column on; unchecked.</summary>
    private ref T At(int column) => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_room), (nint)column * _lanes);

    private Span<T> Columns(int column, int count) => _room.AsSpan(column * _lanes, count * _lanes);

    /// <summary>A layer, and the columns where x, z, a and δ begin.</summary>
    private readonly record struct Layer(Activation Activation, int Units, int Inputs, int X, int Z, int A, int DZ);
}
