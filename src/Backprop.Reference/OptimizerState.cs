using System.Numerics;
using static Backprop.Reference.Precision;

namespace Backprop.Reference;

/// <summary>An optimizer at work on a network: its state, and the step that applies its recurrence to every parameter.</summary>
public sealed class OptimizerState<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Optimizer _optimizer;
    private readonly Parameter<T>[] _parameters;
    private readonly T[][,] _first;
    private readonly T[][,] _second;
    private double _power1 = 1;
    private double _power2 = 1;

    /// <summary>Before the first step: all state 0, but Rprop's step sizes, which start at the learning rate.</summary>
    public OptimizerState(Optimizer optimizer, Network<T> network)
    {
        _optimizer = optimizer;
        _parameters = [.. network.Parameters];
        _first = [.. _parameters.Select(p => new T[p.Value.GetLength(0), p.Value.GetLength(1)])];
        _second = [.. _parameters.Select(p => new T[p.Value.GetLength(0), p.Value.GetLength(1)])];
        foreach (var delta in optimizer is Rprop ? _second : [])
        {
            for (var o = 0; o < delta.GetLength(0); o++)
            {
                for (var i = 0; i < delta.GetLength(1); i++)
                {
                    delta[o, i] = Rounded<T>(optimizer.LearningRate);
                }
            }
        }
    }

    /// <summary>Moves every parameter by its gradient.</summary>
    /// <param name="rate">η of this step; Rprop, which has step sizes of its own, does not use it.</param>
    public void Step(double rate)
    {
        switch (_optimizer)
        {
            case Sgd:
                ForEach((T g, ref T _, ref T _, ref T w) => Optimizers.Sgd(Rounded<T>(rate), g, ref w));
                break;
            case Momentum s:
                ForEach((T g, ref T v, ref T _, ref T w) => Optimizers.Momentum(Rounded<T>(rate), Rounded<T>(s.Mu), g, ref v, ref w));
                break;
            case Nesterov s:
                ForEach((T g, ref T v, ref T _, ref T w) => Optimizers.Nesterov(Rounded<T>(rate), Rounded<T>(s.Mu), g, ref v, ref w));
                break;
            case RmsProp s:
                ForEach((T g, ref T v, ref T _, ref T w) => Optimizers.RmsProp(
                    Rounded<T>(rate), Rounded<T>(s.Rho), Rounded<T>(1 - s.Rho), Rounded<T>(s.Epsilon), g, ref v, ref w));
                break;
            case AdaGrad s:
                ForEach((T g, ref T v, ref T _, ref T w) => Optimizers.AdaGrad(Rounded<T>(rate), Rounded<T>(s.Epsilon), g, ref v, ref w));
                break;
            case Adam s:
                Adam(rate, s.Beta1, s.Beta2, s.Epsilon);
                break;
            case AdamW s:
                Decay(Rounded<T>(Math.FusedMultiplyAdd(-rate, s.WeightDecay, 1)));
                Adam(rate, s.Beta1, s.Beta2, s.Epsilon);
                break;
            case Rprop s:
                var step = new RpropStep<T>(
                    Rounded<T>(s.Increase), Rounded<T>(s.Decrease), Rounded<T>(s.SmallestStep), Rounded<T>(s.LargestStep));
                ForEach((T g, ref T last, ref T delta, ref T w) => Optimizers.Rprop(step, g, ref last, ref delta, ref w));
                break;
            default:
                throw new ArgumentException($"Optimizer {_optimizer.Name} is not known.");
        }
    }

    private void Adam(double rate, double beta1, double beta2, double epsilon)
    {
        _power1 *= beta1;
        _power2 *= beta2;
        var step = new AdamStep<T>(rate, beta1, beta2, epsilon, _power1, _power2);
        ForEach((T g, ref T m, ref T v, ref T w) => Optimizers.Adam(step, g, ref m, ref v, ref w));
    }

    /// <summary>w ← w·(1 − η·λ), weights only.</summary>
    private void Decay(T factor)
    {
        foreach (var w in _parameters.Where(p => p.IsWeight).Select(p => p.Value))
        {
            for (var o = 0; o < w.GetLength(0); o++)
            {
                for (var i = 0; i < w.GetLength(1); i++)
                {
                    w[o, i] *= factor;
                }
            }
        }
    }

    private delegate void Recurrence(T g, ref T first, ref T second, ref T w);

    private void ForEach(Recurrence recurrence)
    {
        for (var p = 0; p < _parameters.Length; p++)
        {
            var (w, g) = (_parameters[p].Value, _parameters[p].Gradient);
            for (var o = 0; o < w.GetLength(0); o++)
            {
                for (var i = 0; i < w.GetLength(1); i++)
                {
                    recurrence(g[o, i], ref _first[p][o, i], ref _second[p][o, i], ref w[o, i]);
                }
            }
        }
    }
}
