using System.Numerics;

namespace Backprop.Tensors.Kernels;

/// <summary>f(z) = z ≤ 0 ? +0 : z, so that NaN passes; f′ = a &gt; 0 ? 1 : 0.</summary>
internal readonly struct Relu<V, T> : IActivation<V>
    where V : struct, ILanes<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public V Value(V z) => V.WhereLessOrEqual(z, V.Broadcast(T.Zero), V.Broadcast(T.Zero), z);

    public V Derivative(V z, V a) => V.WhereLess(V.Broadcast(T.Zero), a, V.Broadcast(T.One), V.Broadcast(T.Zero));
}

/// <summary>f(z) = z &gt; 0 ? z : slope·z; f′ = a &gt; 0 ? 1 : slope.</summary>
internal readonly struct LeakyRelu<V, T>(T slope) : IActivation<V>
    where V : struct, ILanes<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T _slope = slope;

    public V Value(V z) => V.WhereLess(V.Broadcast(T.Zero), z, z, V.Broadcast(_slope) * z);

    public V Derivative(V z, V a) => V.WhereLess(V.Broadcast(T.Zero), a, V.Broadcast(T.One), V.Broadcast(_slope));
}
