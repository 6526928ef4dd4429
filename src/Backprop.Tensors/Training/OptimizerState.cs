using System.Numerics;
using Backprop.Tensors.Kernels;

namespace Backprop.Tensors;

/// <summary>An optimizer at work on a network: its state, and the step that applies its recurrence to every parameter.</summary>
public sealed class OptimizerState<T> : IDescent<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Network<T> _network;
    private readonly Updater<T> _weights;
    private readonly Updater<T> _biases;
    private readonly Action<double> _prepare;
    private double _power1 = 1;
    private double _power2 = 1;

    /// <summary>The first number kept for each parameter: v, m, or the last gradient; null if none is.</summary>
    internal ParameterSet<T>? First { get; }

    /// <summary>The second number kept for each parameter: v of Adam, Δ of Rprop; null if none is.</summary>
    internal ParameterSet<T>? Second { get; }

    /// <summary>β₁ᵗ and β₂ᵗ.</summary>
    internal (double First, double Second) Powers
    {
        get => (_power1, _power2);
        set => (_power1, _power2) = value;
    }

    /// <summary>Before the first step: all state 0, but Rprop's step sizes, which start at the learning rate.</summary>
    public OptimizerState(Optimizer optimizer, Network<T> network)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentNullException.ThrowIfNull(network);
        optimizer = new TrainingSettings { Optimizer = optimizer }.Optimizer; // refuses what cannot be
        _network = network;
        First = optimizer is Sgd ? null : new ParameterSet<T>(network.Spec);
        Second = optimizer is Adam or AdamW or Rprop ? new ParameterSet<T>(network.Spec) : null;
        for (var l = 0; optimizer is Rprop && l < network.Spec.Layers.Length; l++)
        {
            Second!.W(l).Fill(Rounded(optimizer.LearningRate));
            Second.B(l).Fill(Rounded(optimizer.LearningRate));
        }

        (_weights, _biases, _prepare) = optimizer switch
        {
            Sgd => By(rate => new SgdRecurrence<T>(Rounded(rate))),
            Momentum s => By(rate => new MomentumRecurrence<T>(Rounded(rate), Rounded(s.Mu))),
            Nesterov s => By(rate => new NesterovRecurrence<T>(Rounded(rate), Rounded(s.Mu))),
            RmsProp s => By(rate => new RmsPropRecurrence<T>(Rounded(rate), Rounded(s.Rho), Rounded(1 - s.Rho), Rounded(s.Epsilon))),
            AdaGrad s => By(rate => new AdaGradRecurrence<T>(Rounded(rate), Rounded(s.Epsilon))),
            Adam s => By(rate => AdamStep(rate, s.Beta1, s.Beta2, s.Epsilon)),
            AdamW s => By(
                rate => AdamStep(rate, s.Beta1, s.Beta2, s.Epsilon),
                (rate, step) => step with { Kept = Rounded(Math.FusedMultiplyAdd(-rate, s.WeightDecay, 1)) }),
            Rprop s => By(_ => new RpropRecurrence<T>(Rounded(s.Increase), Rounded(s.Decrease), Rounded(s.SmallestStep), Rounded(s.LargestStep))),
            _ => throw new ArgumentException($"Optimizer {optimizer.Name} is not known."),
        };
    }

    /// <summary>Moves every parameter of the network by its gradient.</summary>
    /// <param name="gradient">dE/dw and dE/db.</param>
    /// <param name="rate">η of this step; Rprop, which has step sizes of its own, does not use it.</param>
    /// <exception cref="ArgumentException">The gradient has another shape.</exception>
    public void Step(ParameterSet<T> gradient, double rate)
    {
        ArgumentNullException.ThrowIfNull(gradient);
        gradient.RequireShapeOf(_network.Spec);
        Begin(rate);
        for (var l = 0; l < gradient.Spec.Layers.Length; l++)
        {
            _weights.Run(gradient.W(l), W(First, l), W(Second, l), _network.Parameters.W(l), _network.Threads);
            ((IDescent<T>)this).MoveBias(l, gradient.B(l));
        }
    }

    /// <summary>Begins a step in which each layer is moved when its gradient is known.</summary>
    /// <param name="rate">η of this step.</param>
    internal void Begin(double rate) => _prepare(rate);

    void IDescent<T>.MoveWeights(int layer, in Operand<T> dz, in Operand<T> x, in NextSample<T> next) =>
        _weights.Run(dz, x, W(First, layer), W(Second, layer), _network.Parameters.W(layer), next, _network.Threads);

    void IDescent<T>.MoveBias(int layer, ReadOnlySpan<T> db) =>
        _biases.Run(db, B(First, layer), B(Second, layer), _network.Parameters.B(layer), _network.Threads);

    /// <summary>Moves the parameters of a layer by their gradient, that of the weights and then that of the bias.</summary>
    internal void Move(int layer, ReadOnlySpan<T> gradient)
    {
        var w = _network.Parameters.W(layer);
        var b = _network.Parameters.B(layer);
        _weights.Run(gradient[..w.Length], W(First, layer), W(Second, layer), w, threads: 1);
        _biases.Run(gradient.Slice(w.Length, b.Length), B(First, layer), B(Second, layer), b, threads: 1);
    }

    private static Span<T> W(ParameterSet<T>? state, int layer) => state is null ? default : state.W(layer);

    private static Span<T> B(ParameterSet<T>? state, int layer) => state is null ? default : state.B(layer);

    /// <summary>What moves weights and biases, and what makes the scalars of the next step: those of weights from those of biases.</summary>
    private (Updater<T> Weights, Updater<T> Biases, Action<double> Prepare) By<R>(Func<double, R> next, Func<double, R, R>? ofWeights = null)
        where R : struct, IRecurrence<T>
    {
        var (weights, biases) = (_network.Kernels.Updater<R>(), _network.Kernels.Updater<R>());
        return (weights, biases, Prepare);

        void Prepare(double rate)
        {
            biases.Recurrence = next(rate);
            weights.Recurrence = ofWeights is null ? biases.Recurrence : ofWeights(rate, biases.Recurrence);
        }
    }

    /// <summary>The scalars of Adam's next step t: βᵗ are running products.</summary>
    private AdamRecurrence<T> AdamStep(double rate, double beta1, double beta2, double epsilon)
    {
        _power1 *= beta1;
        _power2 *= beta2;
        var root = Math.Sqrt(1 - _power2);
        return new(
            Rounded(beta1), Rounded(1 - beta1), Rounded(beta2), Rounded(1 - beta2), Rounded(rate * root / (1 - _power1)), Rounded(epsilon * root), T.One);
    }

    private static T Rounded(double value) => T.CreateChecked(value);
}
