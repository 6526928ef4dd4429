using System.Numerics;
using Backprop.Tensors.Kernels;

namespace Backprop.Tensors;

/// <summary>An optimizer at work on a network: its state, and the step that applies its recurrence to every parameter.</summary>
public sealed class OptimizerState<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Network<T> _network;
    private readonly Optimizer _optimizer;
    private readonly ParameterSet<T>? _first;
    private readonly ParameterSet<T>? _second;
    private double _power1 = 1;
    private double _power2 = 1;

    /// <summary>The first number kept for each parameter: v, m, or the last gradient; null if none is.</summary>
    internal ParameterSet<T>? First => _first;

    /// <summary>The second number kept for each parameter: v of Adam, Δ of Rprop; null if none is.</summary>
    internal ParameterSet<T>? Second => _second;

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
        (_optimizer, _network) = (optimizer, network);
        _first = optimizer is Sgd ? null : new ParameterSet<T>(network.Spec);
        _second = optimizer is Adam or AdamW or Rprop ? new ParameterSet<T>(network.Spec) : null;
        for (var l = 0; optimizer is Rprop && l < network.Spec.Layers.Length; l++)
        {
            _second!.W(l).Fill(Rounded(optimizer.LearningRate));
            _second.B(l).Fill(Rounded(optimizer.LearningRate));
        }
    }

    /// <summary>Moves every parameter of the network by its gradient.</summary>
    /// <param name="gradient">dE/dw and dE/db.</param>
    /// <param name="rate">η of this step; Rprop, which has step sizes of its own, does not use it.</param>
    /// <exception cref="ArgumentException">The gradient has another shape.</exception>
    public void Step(ParameterSet<T> gradient, double rate)
    {
        ArgumentNullException.ThrowIfNull(gradient);
        gradient.RequireShapeOf(_network.Spec);
        switch (_optimizer)
        {
            case Sgd:
                Descend(Rounded(rate), gradient);
                break;
            case Momentum s:
                Update(new MomentumRecurrence<T>(Rounded(rate), Rounded(s.Mu)), gradient);
                break;
            case Nesterov s:
                Update(new NesterovRecurrence<T>(Rounded(rate), Rounded(s.Mu)), gradient);
                break;
            case RmsProp s:
                Update(new RmsPropRecurrence<T>(Rounded(rate), Rounded(s.Rho), Rounded(1 - s.Rho), Rounded(s.Epsilon)), gradient);
                break;
            case AdaGrad s:
                Update(new AdaGradRecurrence<T>(Rounded(rate), Rounded(s.Epsilon)), gradient);
                break;
            case Adam s:
                var step = AdamStep(rate, s.Beta1, s.Beta2, s.Epsilon);
                Update2(step, step, gradient);
                break;
            case AdamW s:
                var ofBiases = AdamStep(rate, s.Beta1, s.Beta2, s.Epsilon);
                Update2(ofBiases with { Kept = Rounded(Math.FusedMultiplyAdd(-rate, s.WeightDecay, 1)) }, ofBiases, gradient);
                break;
            case Rprop s:
                var signs = new RpropRecurrence<T>(Rounded(s.Increase), Rounded(s.Decrease), Rounded(s.SmallestStep), Rounded(s.LargestStep));
                Update2(signs, signs, gradient);
                break;
            default:
                throw new ArgumentException($"Optimizer {_optimizer.Name} is not known.");
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

    private void Descend(T rate, ParameterSet<T> gradient)
    {
        for (var l = 0; l < gradient.Spec.Layers.Length; l++)
        {
            _network.Kernels.Sgd(rate, gradient.W(l), _network.Parameters.W(l));
            _network.Kernels.Sgd(rate, gradient.B(l), _network.Parameters.B(l));
        }
    }

    private void Update<TRecurrence>(in TRecurrence recurrence, ParameterSet<T> gradient)
        where TRecurrence : struct, IRecurrence<T>
    {
        for (var l = 0; l < gradient.Spec.Layers.Length; l++)
        {
            _network.Kernels.Update(recurrence, gradient.W(l), _first!.W(l), _network.Parameters.W(l));
            _network.Kernels.Update(recurrence, gradient.B(l), _first.B(l), _network.Parameters.B(l));
        }
    }

    private void Update2<TRecurrence>(in TRecurrence ofWeights, in TRecurrence ofBiases, ParameterSet<T> gradient)
        where TRecurrence : struct, IRecurrence2<T>
    {
        for (var l = 0; l < gradient.Spec.Layers.Length; l++)
        {
            _network.Kernels.Update2(ofWeights, gradient.W(l), _first!.W(l), _second!.W(l), _network.Parameters.W(l));
            _network.Kernels.Update2(ofBiases, gradient.B(l), _first.B(l), _second.B(l), _network.Parameters.B(l));
        }
    }

    private static T Rounded(double value) => T.CreateChecked(value);
}
