using System.Numerics;
using System.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra;

namespace Backprop.Tensors;

/// <summary>
/// One number for each parameter of a network: the parameters themselves, their gradient, or an optimizer's state. For each
/// layer a dense matrix [units × inputs], column-major, and a vector [units] where it has a bias.
/// </summary>
public sealed class ParameterSet<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[][] _weights;
    private readonly T[][] _biases;

    /// <summary>All 0.</summary>
    /// <exception cref="NotSupportedException">T is neither float nor double.</exception>
    public ParameterSet(NetworkSpec spec)
    {
        ElementType.Require<T>();
        ArgumentNullException.ThrowIfNull(spec);
        Spec = spec;
        _weights = [.. spec.Layers.Select((layer, l) => LineArray.Allocate<T>(layer.Units * spec.InputsOf(l)))];
        _biases = [.. spec.Layers.Select(layer => new T[layer.HasBias ? layer.Units : 0])];
        Count = _weights.Sum(w => w.LongLength) + _biases.Sum(b => b.LongLength);
    }

    /// <summary>The network that they belong to.</summary>
    public NetworkSpec Spec { get; }

    /// <summary>How many numbers these are.</summary>
    public long Count { get; }

    /// <summary>The weights of a layer [units × inputs]: a view, not a copy.</summary>
    public Matrix<T> Weights(int layer) =>
        Matrix<T>.Build.Dense(Spec.Layers[layer].Units, Spec.InputsOf(layer), _weights[layer]);

    /// <summary>The bias of a layer [units], a view, not a copy; null where it has none.</summary>
    public MathNet.Numerics.LinearAlgebra.Vector<T>? Bias(int layer) => Spec.Layers[layer].HasBias ? MathNet.Numerics.LinearAlgebra.Vector<T>.Build.Dense(_biases[layer]) : null;

    /// <summary>Copies all numbers into one run: for each layer its weights, column by column, then its bias.</summary>
    /// <exception cref="ArgumentException">The length is not <see cref="Count"/>; nothing has been changed.</exception>
    public void CopyTo(Span<T> flat)
    {
        RequireLength(flat.Length);
        for (var l = 0; l < _weights.Length; l++)
        {
            _weights[l].CopyTo(flat);
            flat = flat[_weights[l].Length..];
            _biases[l].CopyTo(flat);
            flat = flat[_biases[l].Length..];
        }
    }

    /// <summary>Takes all numbers from one run, in the order of <see cref="CopyTo(Span{T})"/>.</summary>
    /// <exception cref="ArgumentException">The length is not <see cref="Count"/>; nothing has been changed.</exception>
    public void CopyFrom(ReadOnlySpan<T> flat)
    {
        RequireLength(flat.Length);
        for (var l = 0; l < _weights.Length; l++)
        {
            flat[.._weights[l].Length].CopyTo(_weights[l]);
            flat = flat[_weights[l].Length..];
            flat[.._biases[l].Length].CopyTo(_biases[l]);
            flat = flat[_biases[l].Length..];
        }
    }

    /// <summary>Takes all numbers from a set of the same shape.</summary>
    internal void CopyFrom(ParameterSet<T> other)
    {
        for (var l = 0; l < _weights.Length; l++)
        {
            other.W(l).CopyTo(_weights[l]);
            other.B(l).CopyTo(_biases[l]);
        }
    }

    /// <summary>Whether no number is NaN or infinite.</summary>
    internal bool IsFinite()
    {
        var isFinite = true;
        for (var l = 0; l < _weights.Length && isFinite; l++)
        {
            isFinite = IsFinite(_weights[l]) && IsFinite(_biases[l]);
        }

        return isFinite;

        // All of no numbers are finite.
        static bool IsFinite(ReadOnlySpan<T> values) => values.IsEmpty || TensorPrimitives.IsFiniteAll(values);
    }

    /// <summary>A layer's weights, column-major.</summary>
    internal Span<T> W(int layer) => _weights[layer];

    /// <summary>A layer's bias; empty where it has none.</summary>
    internal Span<T> B(int layer) => _biases[layer];

    /// <summary>Passes if these numbers belong to a network of the same shapes.</summary>
    internal void RequireShapeOf(NetworkSpec spec)
    {
        if (!ReferenceEquals(spec, Spec) && !Shape(spec).SequenceEqual(Shape(Spec)))
        {
            throw new ArgumentException($"Parameters of a network {Spec} do not fit a network {spec}.");
        }

        static IEnumerable<(int, int, bool)> Shape(NetworkSpec spec) =>
            spec.Layers.Select((layer, l) => (layer.Units, spec.InputsOf(l), layer.HasBias));
    }

    private void RequireLength(int length)
    {
        if (length != Count)
        {
            throw new ArgumentException($"{length} numbers do not fit a network of {Count} parameters.");
        }
    }
}
