using System.Runtime.CompilerServices;

namespace Backprop.Tensors.Kernels;

/// <summary>silu(z) = z·σ(z), silu′ = σ + z·σ·(1 − σ); z is cut where σ, or σ·(1 − σ), is 0, for 0·∞ would be NaN.</summary>
internal readonly struct Silu<D, T> : IActivation<D>
    where D : struct, ILanes<D, double>
{
    private const double SigmoidEnd = 1000;

    public D Value(D z) => D.AtLeast(z, D.Broadcast(-SigmoidEnd)) * Sigmoid<D, T>.Of(z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public D Derivative(D z, D a)
    {
        var s = Sigmoid<D, T>.Of(z);
        var cut = D.AtMost(D.AtLeast(z, D.Broadcast(-SigmoidEnd)), D.Broadcast(SigmoidEnd));
        return D.FusedMultiplyAdd(cut, s * (D.Broadcast(1) - s), s);
    }
}

/// <summary>
/// gelu(z) = z·Φ(z), Φ(z) = ½·erfc(−z/√2); gelu′ = Φ(z) + z·φ(z), φ(z) = exp(−½z²)/√(2π); z is cut where Φ, or φ, is 0.
/// </summary>
internal readonly struct Gelu<D, T> : IActivation<D>
    where D : struct, ILanes<D, double>
{
    private const double NormalEnd = 40;

    public D Value(D z) => D.AtLeast(z, D.Broadcast(-NormalEnd)) * NormalDistribution(z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public D Derivative(D z, D a)
    {
        const double InverseRootOf2Pi = 0.3989422804014327;
        var cut = D.AtMost(D.AtLeast(z, D.Broadcast(-NormalEnd)), D.Broadcast(NormalEnd));
        var density = Elementary.Exp<D, T>(D.Broadcast(-0.5) * cut * cut) * D.Broadcast(InverseRootOf2Pi);
        return D.FusedMultiplyAdd(cut, density, NormalDistribution(z));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static D NormalDistribution(D z)
    {
        const double InverseRootOf2 = 0.7071067811865476;
        return D.Broadcast(0.5) * Elementary.Erfc<D, T>(-z * D.Broadcast(InverseRootOf2));
    }
}
