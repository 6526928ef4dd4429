using System.Numerics;

namespace Backprop.Reference;

/// <summary>
/// The recurrences: how one gradient element g moves one parameter w. η is the learning rate; m, v and the like are the
/// parameter's own state, 0 before the first step. Sources and defaults stand with the settings of the same names.
/// </summary>
public static class Optimizers
{
    /// <summary>w ← w − η·g.</summary>
    public static void Sgd<T>(T rate, T g, ref T w)
        where T : IBinaryFloatingPointIeee754<T> =>
        w = T.FusedMultiplyAdd(-rate, g, w);

    /// <summary>v ← μ·v + g; w ← w − η·v.</summary>
    public static void Momentum<T>(T rate, T mu, T g, ref T v, ref T w)
        where T : IBinaryFloatingPointIeee754<T>
    {
        v = T.FusedMultiplyAdd(mu, v, g);
        w = T.FusedMultiplyAdd(-rate, v, w);
    }

    /// <summary>v ← μ·v + g; w ← w − η·(μ·v + g).</summary>
    public static void Nesterov<T>(T rate, T mu, T g, ref T v, ref T w)
        where T : IBinaryFloatingPointIeee754<T>
    {
        v = T.FusedMultiplyAdd(mu, v, g);
        w = T.FusedMultiplyAdd(-rate, T.FusedMultiplyAdd(mu, v, g), w);
    }

    /// <summary>v ← ρ·v + (1 − ρ)·g²; w ← w − η·g/(√v + ε).</summary>
    public static void RmsProp<T>(T rate, T rho, T oneMinusRho, T epsilon, T g, ref T v, ref T w)
        where T : IBinaryFloatingPointIeee754<T>
    {
        v = T.FusedMultiplyAdd(rho, v, oneMinusRho * (g * g));
        w = T.FusedMultiplyAdd(-rate, g / (T.Sqrt(v) + epsilon), w);
    }

    /// <summary>v ← v + g²; w ← w − η·g/(√v + ε).</summary>
    public static void AdaGrad<T>(T rate, T epsilon, T g, ref T v, ref T w)
        where T : IBinaryFloatingPointIeee754<T>
    {
        v = T.FusedMultiplyAdd(g, g, v);
        w = T.FusedMultiplyAdd(-rate, g / (T.Sqrt(v) + epsilon), w);
    }

    /// <summary>m ← β₁·m + (1 − β₁)·g; v ← β₂·v + (1 − β₂)·g²; w ← w − α·m/(√v + ε̂).</summary>
    public static void Adam<T>(in AdamStep<T> step, T g, ref T m, ref T v, ref T w)
        where T : IBinaryFloatingPointIeee754<T>
    {
        m = T.FusedMultiplyAdd(step.Beta1, m, step.OneMinusBeta1 * g);
        v = T.FusedMultiplyAdd(step.Beta2, v, step.OneMinusBeta2 * (g * g));
        w = T.FusedMultiplyAdd(-step.Alpha, m / (T.Sqrt(v) + step.Epsilon), w);
    }

    /// <summary>
    /// iRprop−, with the last gradient and the step size Δ: same sign, Δ ← min(Δ·η⁺, largest); other sign,
    /// Δ ← max(Δ·η⁻, smallest) and g counts as 0; w ← w − sign(g)·Δ.
    /// </summary>
    public static void Rprop<T>(in RpropStep<T> step, T g, ref T last, ref T delta, ref T w)
        where T : IBinaryFloatingPointIeee754<T>
    {
        var agreement = Losses.Sign(g) * Losses.Sign(last);
        delta = agreement > T.Zero ? T.Min(delta * step.Increase, step.Largest)
            : agreement < T.Zero ? T.Max(delta * step.Decrease, step.Smallest)
            : delta;
        last = agreement < T.Zero ? T.Zero : g;
        w = T.FusedMultiplyAdd(-Losses.Sign(last), delta, w);
    }
}
