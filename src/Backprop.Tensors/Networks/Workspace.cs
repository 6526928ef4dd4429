using System.Numerics;

namespace Backprop.Tensors;

/// <summary>Where a pass leaves what it computes: for each layer z, a and δ. Grows to the largest batch it has seen.</summary>
internal sealed class Workspace<T>(NetworkSpec spec)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[][] _z = [.. spec.Layers.Select(_ => Array.Empty<T>())];
    private readonly T[][] _a = [.. spec.Layers.Select(_ => Array.Empty<T>())];
    private readonly T[][] _y = [.. spec.Layers.Select(_ => Array.Empty<T>())];
    private readonly T[][] _dz = [.. spec.Layers.Select(_ => Array.Empty<T>())];
    private T[] _x = [];
    private T[] _t = [];
    private T[] _db = [];
    private double[] _w = [];
    private double[] _scratch = [];
    private double[] _maxima = [];
    private double[] _sums = [];
    private double[] _losses = [];
    private double[] _rows = [];

    /// <summary>Weighted sums [units × batch].</summary>
    public Span<T> Z(int layer, int batch) => Room(ref _z[layer], spec.Layers[layer].Units, batch);

    /// <summary>Activations [units × batch].</summary>
    public Span<T> A(int layer, int batch) => Room(ref _a[layer], spec.Layers[layer].Units, batch);

    /// <summary>Activations after dropout [units × batch].</summary>
    public Span<T> Y(int layer, int batch) => Room(ref _y[layer], spec.Layers[layer].Units, batch);

    /// <summary>First s = dE/da, then δ = dE/dz [units × batch].</summary>
    public Span<T> DZ(int layer, int batch) => Room(ref _dz[layer], spec.Layers[layer].Units, batch);

    /// <summary>Inputs of gathered samples [inputs × batch].</summary>
    public Span<T> X(int batch) => Room(ref _x, spec.Inputs, batch);

    /// <summary>Targets of gathered samples [outputs × batch].</summary>
    public Span<T> Targets(int batch) => Room(ref _t, spec.Outputs, batch);

    /// <summary>Weights of gathered samples.</summary>
    public Span<double> SampleWeights(int batch) => Room(ref _w, 1, batch);

    /// <summary>One double for each output of each sample.</summary>
    public Span<double> Scratch(int batch) => Room(ref _scratch, spec.Outputs, batch);

    /// <summary>Of each sample the largest weighted sum of the output layer, where that is softmax.</summary>
    public Span<double> Maxima(int batch) => Room(ref _maxima, 1, batch);

    /// <summary>Of each sample the sum that its softmax divides by.</summary>
    public Span<double> Sums(int batch) => Room(ref _sums, 1, batch);

    /// <summary>The loss of each sample.</summary>
    public Span<double> Losses(int batch) => Room(ref _losses, 1, batch);

    /// <summary>db of a layer whose gradient is not kept.</summary>
    public Span<T> BiasGradient(int units) => Room(ref _db, 1, units);

    /// <summary>One double for each unit of a layer.</summary>
    public Span<double> Rows(int units) => Room(ref _rows, 1, units);

    private static Span<TItem> Room<TItem>(ref TItem[] array, int rows, int columns)
        where TItem : unmanaged
    {
        var length = checked(rows * columns);
        if (array.Length < length)
        {
            array = LineArray.Allocate<TItem>(length);
        }

        return array.AsSpan(0, length);
    }
}
