using System.Numerics;
using System.Runtime.CompilerServices;

namespace Backprop.Tensors.Kernels;

/// <summary>How a gradient g moves a parameter w that has up to two states.</summary>
/// <remarks>
/// Without the inlining hint a step stays a call in the loops, and its lanes go through memory: adam is then several times slower. A
/// rate is negated where a recurrence is made; in the loops that would be done again for each register.
/// </remarks>
internal interface IRecurrence<T>
{
    /// <summary>States of a parameter: 0, 1 or 2.</summary>
    static abstract int States { get; }

    /// <summary>Whether a step divides, which takes longer than all else in it.</summary>
    static abstract bool Divides { get; }

    /// <summary>
    /// A step of as many parameters as there are lanes; unchecked. Each is loaded where it is used, for while a tile multiplies few
    /// registers are free.
    /// </summary>
    /// <param name="g">Their gradients.</param>
    /// <param name="first">Their first states from the first element on, if there are any.</param>
    /// <param name="second">Their second states likewise.</param>
    /// <param name="w">The parameters likewise.</param>
    /// <returns>The parameters, moved.</returns>
    V Step<V>(V g, ref T first, ref T second, ref T w)
        where V : struct, ILanes<V, T>;
}

/// <summary>w ← g: a product that is only to be written down.</summary>
internal readonly struct Assignment<T> : IRecurrence<T>
{
    public static int States => 0;

    public static bool Divides => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Step<V>(V g, ref T first, ref T second, ref T w)
        where V : struct, ILanes<V, T>
    {
        g.Store(ref w, 0);
        return g;
    }
}

/// <summary>w ← w − η·g.</summary>
internal readonly record struct SgdRecurrence<T>(T Rate) : IRecurrence<T>
    where T : IBinaryFloatingPointIeee754<T>
{
    private readonly T _minusRate = -Rate;

    public static int States => 0;

    public static bool Divides => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Step<V>(V g, ref T first, ref T second, ref T w)
        where V : struct, ILanes<V, T>
    {
        var moved = V.FusedMultiplyAdd(g, V.Broadcast(_minusRate), in w);
        moved.Store(ref w, 0);
        return moved;
    }
}

/// <summary>v ← μ·v + g; w ← w − η·v.</summary>
internal readonly record struct MomentumRecurrence<T>(T Rate, T Mu) : IRecurrence<T>
    where T : IBinaryFloatingPointIeee754<T>
{
    private readonly T _minusRate = -Rate;

    public static int States => 1;

    public static bool Divides => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Step<V>(V g, ref T first, ref T second, ref T w)
        where V : struct, ILanes<V, T>
    {
        var v = V.FusedMultiplyAdd(in first, V.Broadcast(Mu), g);
        v.Store(ref first, 0);
        var moved = V.FusedMultiplyAdd(v, V.Broadcast(_minusRate), in w);
        moved.Store(ref w, 0);
        return moved;
    }
}

/// <summary>v ← μ·v + g; w ← w − η·(μ·v + g).</summary>
internal readonly record struct NesterovRecurrence<T>(T Rate, T Mu) : IRecurrence<T>
    where T : IBinaryFloatingPointIeee754<T>
{
    private readonly T _minusRate = -Rate;

    public static int States => 1;

    public static bool Divides => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Step<V>(V g, ref T first, ref T second, ref T w)
        where V : struct, ILanes<V, T>
    {
        var v = V.FusedMultiplyAdd(in first, V.Broadcast(Mu), g);
        v.Store(ref first, 0);
        var moved = V.FusedMultiplyAdd(V.FusedMultiplyAdd(v, V.Broadcast(Mu), g), V.Broadcast(_minusRate), in w);
        moved.Store(ref w, 0);
        return moved;
    }
}

/// <summary>v ← ρ·v + (1 − ρ)·g²; w ← w − η·g/(√v + ε).</summary>
internal readonly record struct RmsPropRecurrence<T>(T Rate, T Rho, T OneMinusRho, T Epsilon) : IRecurrence<T>
    where T : IBinaryFloatingPointIeee754<T>
{
    private readonly T _minusRate = -Rate;

    public static int States => 1;

    public static bool Divides => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Step<V>(V g, ref T first, ref T second, ref T w)
        where V : struct, ILanes<V, T>
    {
        var v = V.FusedMultiplyAdd(in first, V.Broadcast(Rho), V.Broadcast(OneMinusRho) * (g * g));
        v.Store(ref first, 0);
        var moved = V.FusedMultiplyAdd(g / (V.Sqrt(v) + V.Broadcast(Epsilon)), V.Broadcast(_minusRate), in w);
        moved.Store(ref w, 0);
        return moved;
    }
}

/// <summary>v ← v + g²; w ← w − η·g/(√v + ε).</summary>
internal readonly record struct AdaGradRecurrence<T>(T Rate, T Epsilon) : IRecurrence<T>
    where T : IBinaryFloatingPointIeee754<T>
{
    private readonly T _minusRate = -Rate;

    public static int States => 1;

    public static bool Divides => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Step<V>(V g, ref T first, ref T second, ref T w)
        where V : struct, ILanes<V, T>
    {
        var v = V.FusedMultiplyAdd(g, g, in first);
        v.Store(ref first, 0);
        var moved = V.FusedMultiplyAdd(g / (V.Sqrt(v) + V.Broadcast(Epsilon)), V.Broadcast(_minusRate), in w);
        moved.Store(ref w, 0);
        return moved;
    }
}

/// <summary>m ← β₁·m + (1 − β₁)·g; v ← β₂·v + (1 − β₂)·g²; w ← κ·w − α·m/(√v + ε̂), where κ is 1 but for weights under adamw.</summary>
internal readonly record struct AdamRecurrence<T>(T Beta1, T OneMinusBeta1, T Beta2, T OneMinusBeta2, T Alpha, T Epsilon, T Kept) : IRecurrence<T>
    where T : IBinaryFloatingPointIeee754<T>
{
    private readonly T _minusAlpha = -Alpha;

    public static int States => 2;

    public static bool Divides => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Step<V>(V g, ref T first, ref T second, ref T w)
        where V : struct, ILanes<V, T>
    {
        var m = V.FusedMultiplyAdd(in first, V.Broadcast(Beta1), V.Broadcast(OneMinusBeta1) * g);
        m.Store(ref first, 0);
        var v = V.FusedMultiplyAdd(in second, V.Broadcast(Beta2), V.Broadcast(OneMinusBeta2) * (g * g));
        v.Store(ref second, 0);
        var moved = V.FusedMultiplyAdd(m / (V.Sqrt(v) + V.Broadcast(Epsilon)), V.Broadcast(_minusAlpha), V.Load(in w, 0) * V.Broadcast(Kept));
        moved.Store(ref w, 0);
        return moved;
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

    public static bool Divides => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Step<V>(V g, ref T first, ref T second, ref T w)
        where V : struct, ILanes<V, T>
    {
        var zero = V.Broadcast(T.Zero);
        var agreement = Sign<T>.Of(g) * Sign<T>.Of(V.Load(in first, 0));
        var delta = V.Load(in second, 0);
        var larger = V.Min(delta * V.Broadcast(Increase), V.Broadcast(Largest));
        var smaller = V.Max(delta * V.Broadcast(Decrease), V.Broadcast(Smallest));
        delta = V.WhereLess(zero, agreement, larger, V.WhereLess(agreement, zero, smaller, delta));
        delta.Store(ref second, 0);
        var last = V.WhereLess(agreement, zero, zero, g);
        last.Store(ref first, 0);
        var moved = V.FusedMultiplyAdd(-Sign<T>.Of(last), delta, in w);
        moved.Store(ref w, 0);
        return moved;
    }
}
