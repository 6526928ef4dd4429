using System.Numerics;
using static Backprop.Reference.Precision;

namespace Backprop.Reference;

/// <summary>The scalars of Adam's step t, each computed in double and rounded to T once.</summary>
public readonly record struct AdamStep<T>
    where T : IBinaryFloatingPointIeee754<T>
{
    /// <param name="rate">η.</param>
    /// <param name="beta1">β₁.</param>
    /// <param name="beta2">β₂.</param>
    /// <param name="epsilon">ε.</param>
    /// <param name="power1">β₁ᵗ, a running product.</param>
    /// <param name="power2">β₂ᵗ, a running product.</param>
    public AdamStep(double rate, double beta1, double beta2, double epsilon, double power1, double power2)
    {
        var root = Math.Sqrt(1 - power2);
        (Beta1, OneMinusBeta1) = (Rounded<T>(beta1), Rounded<T>(1 - beta1));
        (Beta2, OneMinusBeta2) = (Rounded<T>(beta2), Rounded<T>(1 - beta2));
        Alpha = Rounded<T>(rate * root / (1 - power1));
        Epsilon = Rounded<T>(epsilon * root);
    }

    /// <summary>β₁.</summary>
    public T Beta1 { get; }

    /// <summary>1 − β₁.</summary>
    public T OneMinusBeta1 { get; }

    /// <summary>β₂.</summary>
    public T Beta2 { get; }

    /// <summary>1 − β₂.</summary>
    public T OneMinusBeta2 { get; }

    /// <summary>α = η·√(1 − β₂ᵗ)/(1 − β₁ᵗ).</summary>
    public T Alpha { get; }

    /// <summary>ε̂ = ε·√(1 − β₂ᵗ).</summary>
    public T Epsilon { get; }
}

/// <summary>The scalars of Rprop's steps, rounded to T once.</summary>
/// <param name="Increase">η⁺.</param>
/// <param name="Decrease">η⁻.</param>
/// <param name="Smallest">The smallest Δ.</param>
/// <param name="Largest">The largest Δ.</param>
public readonly record struct RpropStep<T>(T Increase, T Decrease, T Smallest, T Largest);
