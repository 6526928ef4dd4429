using System.Numerics;
using System.Runtime.CompilerServices;

namespace Backprop.Tensors.Kernels;

/// <summary>σ(z) = 1/(1 + e⁻ᶻ), with e = exp(−|z|) so that nothing overflows: (z ≥ 0 ? 1 : e)/(1 + e). σ′ = a·(1 − a).</summary>
internal readonly struct Sigmoid<D, T> : IActivation<D>
    where D : struct, ILanes<D, double>
{
    public D Value(D z) => Of(z);

    public D Derivative(D z, D a) => a * (D.Broadcast(1) - a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D Of(D z)
    {
        var e = Elementary.ExpOfMinusAbs<D, T>(z);
        return D.WhereLessOrEqual(D.Broadcast(0), z, D.Broadcast(1), e) / (D.Broadcast(1) + e);
    }
}

/// <summary>tanh z.</summary>
internal readonly struct Tanh<D, T> : IValue<D>
    where D : struct, ILanes<D, double>
{
    public D Value(D z) => Elementary.Tanh<D, T>(z);
}

/// <summary>tanh′ = 1 − a².</summary>
/// <remarks>On lanes of elements: rounded to float at once is the same as to double first, for every float there is.</remarks>
internal readonly struct TanhDerivative<V, T> : IDerivative<V>
    where V : struct, ILanes<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public V Derivative(V z, V a) => V.FusedMultiplyAdd(-a, a, V.Broadcast(T.One));
}

/// <summary>elu(z) = z &gt; 0 ? z : α·(eᶻ − 1), elu′ = a &gt; 0 ? 1 : a + α.</summary>
/// <remarks>The sum is one of elements: rounded to double and then to float, it is the same as rounded to float at once.</remarks>
internal readonly struct Elu<D, T>(double alpha) : IActivation<D>
    where D : struct, ILanes<D, double>
{
    private readonly double _alpha = alpha;

    public D Value(D z) => D.WhereLess(D.Broadcast(0), z, z, D.Broadcast(_alpha) * Elementary.Expm1<D, T>(z));

    public D Derivative(D z, D a) => D.WhereLess(D.Broadcast(0), a, D.Broadcast(1), a + D.Broadcast(_alpha));
}

/// <summary>softplus(z) = ln(1 + eᶻ) = max(z, 0) + log1p(exp(−|z|)), softplus′ = σ(z).</summary>
internal readonly struct Softplus<D, T> : IActivation<D>
    where D : struct, ILanes<D, double>
{
    public D Value(D z) => D.Max(z, D.Broadcast(0)) + Elementary.Log1p<D, T>(Elementary.ExpOfMinusAbs<D, T>(z));

    public D Derivative(D z, D a) => Sigmoid<D, T>.Of(z);
}
