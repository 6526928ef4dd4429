using System.Numerics;
using System.Runtime.CompilerServices;

namespace Backprop.Tensors.Kernels;

/// <summary>How a gradient g moves a parameter w that has up to two states.</summary>
/// <remarks>Without the inlining hint a step stays a call in the loops, and its lanes go through memory: adam is then several times slower.</remarks>
internal interface IRecurrence<T>
{
    /// <summary>States of a parameter: 0, 1 or 2.</summary>
    static abstract int States { get; }

    /// <param name="g">The gradient.</param>
    /// <param name="first">The first state, if there is one.</param>
    /// <param name="second">The second state, if there is one.</param>
    /// <param name="w">The parameter.</param>
    void Step<V>(V g, ref V first, ref V second, ref V w)
        where V : struct, ILanes<V, T>;
}

/// <summary>w ← g: a product that is only to be written down.</summary>
internal readonly struct Assignment<T> : IRecurrence<T>
{
    public static int States => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Step<V>(V g, ref V first, ref V second, ref V w)
        where V : struct, ILanes<V, T> => w = g;
}

/// <summary>w ← w − η·g.</summary>
internal readonly record struct SgdRecurrence<T>(T Rate) : IRecurrence<T>
    where T : IBinaryFloatingPointIeee754<T>
{
    public static int States => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Step<V>(V g, ref V first, ref V second, ref V w)
        where V : struct, ILanes<V, T> => w = V.FusedMultiplyAdd(V.Broadcast(-Rate), g, w);
}

/// <summary>v ← μ·v + g; w ← w − η·v.</summary>
internal readonly record struct MomentumRecurrence<T>(T Rate, T Mu) : IRecurrence<T>
    where T : IBinaryFloatingPointIeee754<T>
{
    public static int States => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Step<V>(V g, ref V v, ref V second, ref V w)
        where V : struct, ILanes<V, T>
    {
        v = V.FusedMultiplyAdd(V.Broadcast(Mu), v, g);
        w = V.FusedMultiplyAdd(V.Broadcast(-Rate), v, w);
    }
}

/// <summary>v ← μ·v + g; w ← w − η·(μ·v + g).</summary>
internal readonly record struct NesterovRecurrence<T>(T Rate, T Mu) : IRecurrence<T>
    where T : IBinaryFloatingPointIeee754<T>
{
    public static int States => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Step<V>(V g, ref V v, ref V second, ref V w)
        where V : struct, ILanes<V, T>
    {
        v = V.FusedMultiplyAdd(V.Broadcast(Mu), v, g);
        w = V.FusedMultiplyAdd(V.Broadcast(-Rate), V.FusedMultiplyAdd(V.Broadcast(Mu), v, g), w);
    }
}

/// <summary>v ← ρ·v + (1 − ρ)·g²; w ← w − η·g/(√v + ε).</summary>
internal readonly record struct RmsPropRecurrence<T>(T Rate, T Rho, T OneMinusRho, T Epsilon) : IRecurrence<T>
    where T : IBinaryFloatingPointIeee754<T>
{
    public static int States => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Step<V>(V g, ref V v, ref V second, ref V w)
        where V : struct, ILanes<V, T>
    {
        v = V.FusedMultiplyAdd(V.Broadcast(Rho), v, V.Broadcast(OneMinusRho) * (g * g));
        w = V.FusedMultiplyAdd(V.Broadcast(-Rate), g / (V.Sqrt(v) + V.Broadcast(Epsilon)), w);
    }
}

/// <summary>v ← v + g²; w ← w − η·g/(√v + ε).</summary>
internal readonly record struct AdaGradRecurrence<T>(T Rate, T Epsilon) : IRecurrence<T>
    where T : IBinaryFloatingPointIeee754<T>
{
    public static int States => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Step<V>(V g, ref V v, ref V second, ref V w)
        where V : struct, ILanes<V, T>
    {
        v = V.FusedMultiplyAdd(g, g, v);
        w = V.FusedMultiplyAdd(V.Broadcast(-Rate), g / (V.Sqrt(v) + V.Broadcast(Epsilon)), w);
    }
}

/// <summary>m ← β₁·m + (1 − β₁)·g; v ← β₂·v + (1 − β₂)·g²; w ← κ·w − α·m/(√v + ε̂), where κ is 1 but for weights under adamw.</summary>
internal readonly record struct AdamRecurrence<T>(T Beta1, T OneMinusBeta1, T Beta2, T OneMinusBeta2, T Alpha, T Epsilon, T Kept) : IRecurrence<T>
    where T : IBinaryFloatingPointIeee754<T>
{
    public static int States => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Step<V>(V g, ref V m, ref V v, ref V w)
        where V : struct, ILanes<V, T>
    {
        m = V.FusedMultiplyAdd(V.Broadcast(Beta1), m, V.Broadcast(OneMinusBeta1) * g);
        v = V.FusedMultiplyAdd(V.Broadcast(Beta2), v, V.Broadcast(OneMinusBeta2) * (g * g));
        w = V.FusedMultiplyAdd(V.Broadcast(-Alpha), m / (V.Sqrt(v) + V.Broadcast(Epsilon)), w * V.Broadcast(Kept));
    }
}

/// <summary>
/// iRprop−, with the last gradient and the step size Δ: same sign, Δ ← min(Δ·η⁺, largest); other sign, Δ ← max(Δ·η⁻, smallest)
/// and g counts as 0; w ← w − sign(g)·Δ.
/// </summary>
internal readonly record struct RpropRecurrence<T>(T Increase, T Decrease, T Smallest, T Largest) : IRecurrence<T>
    where T : IBinaryFloatingPointIeee754<T>
{
    public static int States => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Step<V>(V g, ref V last, ref V delta, ref V w)
        where V : struct, ILanes<V, T>
    {
        var zero = V.Broadcast(T.Zero);
        var agreement = Sign<T>.Of(g) * Sign<T>.Of(last);
        var larger = V.Min(delta * V.Broadcast(Increase), V.Broadcast(Largest));
        var smaller = V.Max(delta * V.Broadcast(Decrease), V.Broadcast(Smallest));
        delta = V.WhereLess(zero, agreement, larger, V.WhereLess(agreement, zero, smaller, delta));
        last = V.WhereLess(agreement, zero, zero, g);
        w = V.FusedMultiplyAdd(-Sign<T>.Of(last), delta, w);
    }
}
