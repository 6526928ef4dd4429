using System.Numerics;
using static Backprop.Reference.Precision;

namespace Backprop.Reference;

/// <summary>Dense layers in a row: predicts, and computes the gradient of a batch by backpropagation.</summary>
public sealed class Network<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly DenseLayer<T>[] _layers;

    /// <summary>A network with its first weights drawn, and biases 0.</summary>
    /// <param name="spec">What the network is.</param>
    /// <param name="seed">The seed of the weights.</param>
    /// <param name="initializer">How they are drawn; where none is given, as <see cref="Initializer.For"/> each layer's activation.</param>
    /// <exception cref="NotSupportedException">T is neither float nor double.</exception>
    public Network(NetworkSpec spec, long seed = 0, Initializer? initializer = null)
    {
        ElementType.Require<T>();
        ArgumentNullException.ThrowIfNull(spec);
        Spec = spec;
        _layers = new DenseLayer<T>[spec.Layers.Length];
        for (var l = 0; l < _layers.Length; l++)
        {
            var layer = _layers[l] = new DenseLayer<T>(spec.InputsOf(l), spec.Layers[l]);
            var draw = initializer ?? Initializer.For(layer.Spec.Activation);
            for (var o = 0; o < layer.W.GetLength(0); o++)
            {
                for (var i = 0; i < layer.W.GetLength(1); i++)
                {
                    layer.W[o, i] = Rounded<T>(draw.Weight(spec, l, o, i, seed));
                }
            }
        }
    }

    /// <summary>What the network is.</summary>
    public NetworkSpec Spec { get; }

    /// <summary>The layers from first to last.</summary>
    public IReadOnlyList<DenseLayer<T>> Layers => _layers;

    /// <summary>Weights and biases with their gradients, from the first layer to the last.</summary>
    public IEnumerable<Parameter<T>> Parameters => _layers.SelectMany(layer => layer.Parameters);

    /// <summary>The outputs for inputs x [inputs × batch]: [outputs × batch].</summary>
    /// <exception cref="ArgumentException">x has another number of rows.</exception>
    public T[,] Predict(T[,] x)
    {
        if (x.GetLength(0) != Spec.Inputs)
        {
            throw new ArgumentException(
                $"Inputs [{x.GetLength(0)} × {x.GetLength(1)}] do not fit a network of {Spec.Inputs} inputs (one sample per column).");
        }

        return _layers.Aggregate(x, (a, layer) => layer.Forward(a));
    }

    /// <summary>Forward and backward through all layers: leaves z, a, δ, dw and db in them.</summary>
    /// <returns>E of the batch, without penalties.</returns>
    /// <exception cref="ArgumentException">The samples do not fit the network.</exception>
    public double ComputeGradient(Samples<T> samples, Dropout dropout = default)
    {
        var total = 0.0;
        ComputeGradient(samples, dropout, ref total);
        return total / Losses.Divisor(Spec, samples);
    }

    /// <summary>E over samples, without a gradient.</summary>
    /// <exception cref="ArgumentException">The samples do not fit the network.</exception>
    public double ComputeLoss(Samples<T> samples)
    {
        samples.RequireFit(Spec);
        Predict(Columns(samples.Inputs, samples.InputSize));
        var total = 0.0;
        AddLosses(samples, ref total);
        return total / Losses.Divisor(Spec, samples);
    }

    /// <summary>As <see cref="ComputeGradient(Samples{T}, Dropout)"/>, adding the samples' losses, undivided, to a running total.</summary>
    internal void ComputeGradient(Samples<T> samples, Dropout dropout, ref double total)
    {
        samples.RequireFit(Spec);
        var last = _layers.Length - 1;

        // Forward: what a layer makes of its inputs is the next one's input.
        var x = Columns(samples.Inputs, samples.InputSize);
        for (var l = 0; l < last; l++)
        {
            x = dropout.Apply(_layers[l].Forward(x), l);
        }

        _layers[last].Forward(x);
        AddLosses(samples, ref total);

        // Backward: the output's δ, then each layer passes s = dE/da to the one before.
        var output = _layers[last];
        Losses.OutputDelta(Spec, output.Z, output.A, Columns(samples.Targets, samples.TargetSize), samples, output.DZ);
        output.ParameterGradients();
        for (var l = last - 1; l >= 0; l--)
        {
            var s = _layers[l + 1].InputGradient();
            _layers[l].HiddenDelta(dropout.Apply(s, l));
            _layers[l].ParameterGradients();
        }
    }

    /// <summary>total ← total + weight·value, samples ascending.</summary>
    private void AddLosses(Samples<T> samples, ref double total)
    {
        var output = _layers[^1];
        var t = Columns(samples.Targets, samples.TargetSize);
        for (var n = 0; n < samples.Count; n++)
        {
            total = Math.FusedMultiplyAdd(samples.Weight(n), Losses.Value(Spec.Loss, output.Z, output.A, t, n), total);
        }
    }

    /// <summary>Values that lie one sample after the other, as a matrix of one sample per column.</summary>
    private static T[,] Columns(ReadOnlySpan<T> values, int rows)
    {
        var matrix = new T[rows, values.Length / rows];
        for (var n = 0; n < matrix.GetLength(1); n++)
        {
            for (var i = 0; i < rows; i++)
            {
                matrix[i, n] = values[(n * rows) + i];
            }
        }

        return matrix;
    }
}
