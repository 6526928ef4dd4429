using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace Backprop.Tensors;

/// <summary>Where a pass leaves what it computes: for each layer z, a and δ. Grows to the largest batch it has seen.</summary>
internal sealed class Workspace<T>(NetworkSpec spec)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Room<T>[] _z = new Room<T>[spec.Layers.Length];
    private readonly Room<T>[] _a = new Room<T>[spec.Layers.Length];
    private readonly Room<T>[] _y = new Room<T>[spec.Layers.Length];
    private readonly Room<T>[] _dz = new Room<T>[spec.Layers.Length];
    private Room<T> _x;
    private Room<T> _t;
    private Room<T> _db;
    private Room<double> _w;
    private Room<double> _scratch;
    private Room<double> _maxima;
    private Room<double> _sums;
    private Room<double> _losses;
    private Room<double> _rows;

    /// <summary>Weighted sums [units × batch].</summary>
    public Span<T> Z(int layer, int batch) => _z[layer].Of(spec.Layers[layer].Units, batch);

    /// <summary>Activations [units × batch].</summary>
    public Span<T> A(int layer, int batch) => _a[layer].Of(spec.Layers[layer].Units, batch);

    /// <summary>Activations after dropout [units × batch].</summary>
    public Span<T> Y(int layer, int batch) => _y[layer].Of(spec.Layers[layer].Units, batch);

    /// <summary>First s = dE/da, then δ = dE/dz [units × batch].</summary>
    public Span<T> DZ(int layer, int batch) => _dz[layer].Of(spec.Layers[layer].Units, batch);

    /// <summary>Inputs of gathered samples [inputs × batch].</summary>
    public Span<T> X(int batch) => _x.Of(spec.Inputs, batch);

    /// <summary>Targets of gathered samples [outputs × batch].</summary>
    public Span<T> Targets(int batch) => _t.Of(spec.Outputs, batch);

    /// <summary>Weights of gathered samples.</summary>
    public Span<double> SampleWeights(int batch) => _w.Of(1, batch);

    /// <summary>One double for each output of each sample.</summary>
    public Span<double> Scratch(int batch) => _scratch.Of(spec.Outputs, batch);

    /// <summary>Of each sample the largest weighted sum of the output layer, where that is softmax.</summary>
    public Span<double> Maxima(int batch) => _maxima.Of(1, batch);

    /// <summary>Of each sample the sum that its softmax divides by.</summary>
    public Span<double> Sums(int batch) => _sums.Of(1, batch);

    /// <summary>The loss of each sample.</summary>
    public Span<double> Losses(int batch) => _losses.Of(1, batch);

    /// <summary>db of a layer whose gradient is not kept.</summary>
    public Span<T> BiasGradient(int units) => _db.Of(1, units);

    /// <summary>One double for each unit of a layer.</summary>
    public Span<double> Rows(int units) => _rows.Of(1, units);

    /// <summary>An array that grows. As a structure, for an element of an array of arrays is checked for its type each time.</summary>
    private struct Room<TItem>
        where TItem : unmanaged
    {
        private TItem[]? _items;

        public Span<TItem> Of(int rows, int columns)
        {
            var length = (long)rows * columns;
            if (_items is null || _items.Length < length)
            {
                Grow(rows, columns);
            }

            return _items.AsSpan(0, (int)length);
        }

        [MemberNotNull(nameof(_items))]
        private void Grow(int rows, int columns)
        {
            if ((long)rows * columns > Array.MaxLength)
            {
                throw new ArgumentException(FormattableString.Invariant(
                    $"A batch of {columns} samples of {rows} units does not fit in an array; allowed are smaller batches."));
            }

            _items = LineArray.Allocate<TItem>(rows * columns);
        }
    }
}
