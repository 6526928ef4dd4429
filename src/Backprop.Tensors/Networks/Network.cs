using System.Numerics;
using System.Numerics.Tensors;
using Backprop.Tensors.Kernels;
using MathNet.Numerics.LinearAlgebra;

namespace Backprop.Tensors;

/// <summary>
/// A dense feed-forward network: predicts, and computes the gradient of a batch by backpropagation. Matrices are column-major
/// with one sample per column, which is the same memory as row-major samples × values.
/// </summary>
/// <remarks>
/// Predicting, losses and gradients only read the network: any number of threads may do so at once. Changing
/// <see cref="Parameters"/> meanwhile, as training does, is not safe. After the first call of a shape, the calls that write
/// into memory of the caller's allocate nothing.
/// </remarks>
public sealed partial class Network<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Lazy<Passes<T>> _passes;

    /// <summary>A network with its first weights drawn, and biases 0.</summary>
    /// <param name="spec">What the network is.</param>
    /// <param name="seed">The seed of the weights.</param>
    /// <param name="initializer">How they are drawn; where none is given, as <see cref="Initializer.For"/> each layer's activation.</param>
    /// <exception cref="NotSupportedException">T is neither float nor double.</exception>
    public Network(NetworkSpec spec, long seed = 0, Initializer? initializer = null)
    {
        Parameters = new ParameterSet<T>(spec);
        Workspaces = new(() => new Workspace<T>(spec));
        _passes = new(() => new Passes<T>(spec, Parameters, Products, Kernels));
        for (var l = 0; l < spec.Layers.Length; l++)
        {
            var (draw, units) = (initializer ?? Initializer.For(spec.Layers[l].Activation), spec.Layers[l].Units);
            var w = Parameters.W(l);
            for (var place = 0; place < w.Length; place++)
            {
                w[place] = T.CreateChecked(draw.Weight(spec, l, place % units, place / units, seed));
            }
        }
    }

    /// <summary>What the network is.</summary>
    public NetworkSpec Spec => Parameters.Spec;

    /// <summary>Weights and biases: live.</summary>
    public ParameterSet<T> Parameters { get; }

    /// <summary>Who makes the matrix products.</summary>
    public Backend Backend { get; init; }

    /// <summary>How many threads a product may use, 1 or more; results do not depend on it. Small products use one.</summary>
    /// <exception cref="ArgumentException">Less than 1.</exception>
    public int Threads
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentException($"Threads is {value}; allowed is 1 or more.");
    } = Environment.ProcessorCount;

    /// <summary>Our kernels at the widest vectors, unless a test says otherwise.</summary>
    internal Kernels<T> Kernels { get; init; } = Kernels<T>.Widest;

    /// <summary>Samples that go forward together, so that memory does not grow with their number; results do not depend on it.</summary>
    internal int Chunk { get; init; } = 1024;

    /// <summary>Whether small networks are trained by <see cref="SmallStep{T}"/>; results do not depend on it.</summary>
    internal bool GoesSmall { get; init; } = true;

    /// <summary>The passes over this network.</summary>
    internal Passes<T> Passes => _passes.Value;

    /// <summary>Workspaces that are not in use.</summary>
    internal Pool<Workspace<T>> Workspaces { get; }

    private IProducts<T> Products => Backend == Backend.MathNet ? new MathNetProducts<T>() : new SimdProducts<T>(Kernels, Threads);

    /// <summary>The outputs for one sample or several, one after the other, written to <paramref name="outputs"/>, which is apart from the inputs in memory.</summary>
    /// <exception cref="ArgumentException">The lengths do not fit; nothing has been written.</exception>
    public void Predict(ReadOnlySpan<T> inputs, Span<T> outputs)
    {
        var batch = inputs.Length / Spec.Inputs;
        if (batch * Spec.Inputs != inputs.Length || (long)batch * Spec.Outputs != outputs.Length)
        {
            throw new ArgumentException(
                $"{inputs.Length} inputs and {outputs.Length} outputs do not fit a network of {Spec.Inputs} inputs and {Spec.Outputs} outputs (one sample per column).");
        }

        var workspace = Workspaces.Rent();
        for (; batch > 0; batch -= Chunk)
        {
            var count = Math.Min(batch, Chunk);
            Passes.Forward(inputs[..(count * Spec.Inputs)], count, workspace);
            workspace.A(Spec.Layers.Length - 1, count).CopyTo(outputs);
            inputs = inputs[(count * Spec.Inputs)..];
            outputs = outputs[(count * Spec.Outputs)..];
        }

        Workspaces.Return(workspace);
    }

    /// <summary>The outputs for one sample or several, one after the other.</summary>
    /// <exception cref="ArgumentException">The length is no multiple of the network's inputs, or the outputs do not fit in an array.</exception>
    public T[] Predict(ReadOnlySpan<T> inputs)
    {
        var length = (long)(inputs.Length / Spec.Inputs) * Spec.Outputs;
        var outputs = length <= Array.MaxLength ? new T[length] : throw new ArgumentException(FormattableString.Invariant(
            $"{length} outputs do not fit in an array; allowed are fewer samples at a time."));
        Predict(inputs, outputs);
        return outputs;
    }

    /// <summary>The outputs [outputs × samples] for inputs [inputs × samples].</summary>
    /// <exception cref="ArgumentException">The matrix has another number of rows.</exception>
    public Matrix<T> Predict(Matrix<T> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        RequireInputs(inputs.RowCount, $"[{inputs.RowCount} × {inputs.ColumnCount}]");
        return Matrix<T>.Build.Dense(Spec.Outputs, inputs.ColumnCount, Predict(inputs.AsColumnMajorArray() ?? inputs.ToColumnMajorArray()));
    }

    /// <summary>The outputs [outputs × samples] for the inputs of samples; their targets do not matter.</summary>
    /// <exception cref="ArgumentException">The samples have another number of inputs.</exception>
    public Matrix<T> Predict(Samples<T> samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        RequireInputs(samples.InputSize, $"[{samples.InputSize} × {samples.Count}]");
        return Matrix<T>.Build.Dense(Spec.Outputs, samples.Count, Predict(samples.Inputs));
    }

    /// <summary>The outputs of a tensor whose last dimension is a sample's inputs (row-major): one row for each sample.</summary>
    /// <exception cref="ArgumentException">The last dimension is not the number of inputs.</exception>
    public Tensor<T> Predict(scoped in ReadOnlyTensorSpan<T> inputs)
    {
        RequireInputs(inputs.Rank == 0 ? 0 : (int)inputs.Lengths[^1], $"[{string.Join(" × ", inputs.Lengths.ToArray())}]");
        var flat = new T[inputs.FlattenedLength];
        inputs.FlattenTo(flat);
        var outputs = Predict(flat);
        return Tensor.Create(outputs, [outputs.Length / Spec.Outputs, Spec.Outputs]);
    }

    private void RequireInputs(int found, string shape)
    {
        if (found != Spec.Inputs)
        {
            throw new ArgumentException($"Inputs {shape} do not fit a network of {Spec.Inputs} inputs (one sample per column).");
        }
    }
}
