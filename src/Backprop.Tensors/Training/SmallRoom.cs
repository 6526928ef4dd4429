using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Backprop.Tensors.Kernels;

namespace Backprop.Tensors;

/// <summary>
/// The run of memory that a <see cref="SmallStep{T}"/> goes through: columns of samples that lie side by side. Samples are rounded up to
/// whole registers; what lies in the lanes of none does not matter. Grows to the largest batch it has seen.
/// </summary>
internal sealed class SmallRoom<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int _block;
    private readonly int _outputs;
    private readonly int _columns;
    private readonly int _mostParameters;
    private T[] _values = [];
    private double[] _doubles = [];

    /// <summary>For a network.</summary>
    /// <param name="spec">What it is.</param>
    /// <param name="block">Samples are rounded up to a multiple of this.</param>
    public SmallRoom(NetworkSpec spec, int block)
    {
        (_block, _outputs) = (block, spec.Outputs);
        Layers = new Layer[spec.Layers.Length];

        // Behind inputs and activations a column of ones, which the bias is the weight of; behind δ one for registers that hang over.
        var (x, next, mostUnits) = (0, spec.Inputs + 1, Lanes128<T>.Count);
        for (var l = 0; l < Layers.Length; l++)
        {
            var (units, inputs) = (spec.Layers[l].Units, spec.InputsOf(l));
            var layer = new Layer(spec.Layers[l].Activation, units, inputs, x, Z: next, A: next + units, DZ: next + units + units + 1);
            (x, next) = (layer.A, layer.DZ + units + 1);
            Layers[l] = layer;
            mostUnits = Math.Max(mostUnits, units);
            _mostParameters = Math.Max(_mostParameters, units * (inputs + 1));
        }

        // Behind the columns of the layers the targets, then δ of one layer turned back, then a gradient.
        (Targets, Turned, _columns) = (next, next + spec.Outputs, next + spec.Outputs + mostUnits);
    }

    /// <summary>The layers, and where what belongs to them begins.</summary>
    public Layer[] Layers { get; }

    /// <summary>The column where the targets begin.</summary>
    public int Targets { get; }

    /// <summary>The column where δ of a layer is turned back.</summary>
    public int Turned { get; }

    /// <summary>Elements of a column: samples, rounded up.</summary>
    public int Lanes { get; private set; }

    /// <summary>One gradient, without gaps.</summary>
    public ref T Gradient => ref Unsafe.Add(ref At(_columns), Behind);

    /// <summary>Of each sample what <see cref="Kernels.Softmax{V, D, T}"/> leaves of it.</summary>
    public Span<double> Maxima => _doubles.AsSpan(0, Lanes);

    /// <summary>Likewise.</summary>
    public Span<double> Sums => _doubles.AsSpan(Lanes, Lanes);

    /// <summary>The loss of each sample.</summary>
    public Span<double> Losses => _doubles.AsSpan(2 * Lanes, Lanes);

    /// <summary>One double for each output of each sample.</summary>
    public Span<double> Scratch => _doubles.AsSpan(3 * Lanes, _outputs * Lanes);

    /// <summary>Room behind a matrix for the register that its last column ends in.</summary>
    private static int Behind => Line.Size / Unsafe.SizeOf<T>();

    /// <summary>Makes room for so many samples.</summary>
    public void Begin(int samples)
    {
        var lanes = (samples + _block - 1) / _block * _block;
        if (lanes == Lanes)
        {
            return;
        }

        Lanes = lanes;
        var length = checked((_columns * lanes) + Behind + _mostParameters + Behind);
        if (_values.Length < length)
        {
            _values = LineArray.Allocate<T>(length);
            _doubles = LineArray.Allocate<double>((3 + _outputs) * lanes);
        }

        foreach (var layer in Layers)
        {
            Columns(layer.X + layer.Inputs, 1).Fill(T.One);
        }
    }

    /// <summary>From one column on; unchecked.</summary>
    public ref T At(int column) => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_values), (nint)column * Lanes);

    /// <summary>Some columns.</summary>
    public Span<T> Columns(int column, int count) => _values.AsSpan(column * Lanes, count * Lanes);

    /// <summary>A layer, and the columns where x, z, a and δ begin.</summary>
    internal readonly record struct Layer(Activation Activation, int Units, int Inputs, int X, int Z, int A, int DZ);
}
