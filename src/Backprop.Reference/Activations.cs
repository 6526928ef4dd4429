using System.Numerics;
using static System.Math;
using static Backprop.Elementary;
using static Backprop.Reference.Precision;

namespace Backprop.Reference;

/// <summary>
/// The activations of one unit: a = f(z), and beside each its derivative f′. <see cref="Softmax"/>, which looks at a whole
/// layer, has a page of its own. NaN passes through; ±0, subnormals and ±∞ give the limits of the formulas (but leaky-relu of
/// slope 0, which is NaN at −∞).
/// </summary>
public static class Activations
{
    // Beyond these |z| the sigmoid and the normal distribution are 0 or 1 in double, and 0·∞ must not make a NaN.
    private const double SigmoidEnd = 1000;
    private const double NormalEnd = 40;

    /// <summary>a = f(z), rounded once to T.</summary>
    public static T Value<T>(Activation f, T z)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => f.Kind switch
        {
            ActivationKind.Identity => z,
            ActivationKind.Relu => z <= T.Zero ? T.Zero : z,
            ActivationKind.LeakyRelu => z > T.Zero ? z : Rounded<T>(f.Parameter) * z,
            ActivationKind.Elu => z > T.Zero ? z : Rounded<T>(Wide(Rounded<T>(f.Parameter)) * Expm1<T>(Wide(z))),
            ActivationKind.Sigmoid => Rounded<T>(Sigmoid<T>(Wide(z))),
            ActivationKind.Tanh => Rounded<T>(Tanh<T>(Wide(z))),
            ActivationKind.Silu => Rounded<T>(Silu<T>(Wide(z))),
            ActivationKind.Gelu => Rounded<T>(Gelu<T>(Wide(z))),
            ActivationKind.Softplus => Rounded<T>(Softplus<T>(Wide(z))),
            _ => throw NotOfOneUnit(f),
        };

    /// <summary>f′(z), rounded once to T, from a = f(z) where that suffices.</summary>
    public static T Derivative<T>(Activation f, T z, T a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => f.Kind switch
        {
            ActivationKind.Identity => T.One,
            ActivationKind.Relu => a > T.Zero ? T.One : T.Zero,
            ActivationKind.LeakyRelu => a > T.Zero ? T.One : Rounded<T>(f.Parameter),
            ActivationKind.Elu => a > T.Zero ? T.One : a + Rounded<T>(f.Parameter),
            ActivationKind.Sigmoid => Rounded<T>(Wide(a) * (1 - Wide(a))),
            ActivationKind.Tanh => Rounded<T>(FusedMultiplyAdd(-Wide(a), Wide(a), 1)),
            ActivationKind.Silu => Rounded<T>(SiluDerivative<T>(Wide(z))),
            ActivationKind.Gelu => Rounded<T>(GeluDerivative<T>(Wide(z))),
            ActivationKind.Softplus => Rounded<T>(Sigmoid<T>(Wide(z))),
            _ => throw NotOfOneUnit(f),
        };

    /// <summary>σ(z) = 1/(1 + e⁻ᶻ), with e = exp(−|z|) so that nothing overflows: (z ≥ 0 ? 1 : e)/(1 + e).</summary>
    private static double Sigmoid<T>(double z)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var e = Exp<T>(-Abs(z));
        return (z >= 0 ? 1 : e) / (1 + e);
    }

    /// <summary>silu(z) = z·σ(z); z is cut where σ is 0.</summary>
    private static double Silu<T>(double z)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Max(z, -SigmoidEnd) * Sigmoid<T>(z);

    /// <summary>silu′(z) = σ + z·σ·(1 − σ); z is cut where σ·(1 − σ) is 0.</summary>
    private static double SiluDerivative<T>(double z)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var s = Sigmoid<T>(z);
        return FusedMultiplyAdd(Min(Max(z, -SigmoidEnd), SigmoidEnd), s * (1 - s), s);
    }

    /// <summary>gelu(z) = z·Φ(z), Φ(z) = ½·erfc(−z/√2); z is cut where Φ is 0.</summary>
    private static double Gelu<T>(double z)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Max(z, -NormalEnd) * NormalDistribution<T>(z);

    /// <summary>gelu′(z) = Φ(z) + z·φ(z), φ(z) = exp(−½z²)/√(2π); z is cut where φ is 0.</summary>
    private static double GeluDerivative<T>(double z)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const double InverseRootOf2Pi = 0.3989422804014327;
        var cut = Min(Max(z, -NormalEnd), NormalEnd);
        return FusedMultiplyAdd(cut, Exp<T>(-0.5 * cut * cut) * InverseRootOf2Pi, NormalDistribution<T>(z));
    }

    private static double NormalDistribution<T>(double z)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const double InverseRootOf2 = 0.7071067811865476;
        return 0.5 * Erfc<T>(-z * InverseRootOf2);
    }

    /// <summary>softplus(z) = ln(1 + eᶻ) = max(z, 0) + log1p(exp(−|z|)).</summary>
    private static double Softplus<T>(double z)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Max(z, 0) + Log1p<T>(Exp<T>(-Abs(z)));

    private static ArgumentException NotOfOneUnit(Activation f) =>
        new($"{f} is not a function of one unit's weighted sum.");
}
