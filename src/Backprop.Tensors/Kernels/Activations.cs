using System.Numerics;

namespace Backprop.Tensors.Kernels;

/// <summary>
/// The activations over arrays: a = f(z), and on the way back dz = s·f′. Softmax, which looks at a whole layer, has a page of
/// its own.
/// </summary>
internal static class Activations<V, D, T>
    where V : struct, ILanes<V, T>, IWidening<V, D, T>
    where D : struct, ILanes<D, double>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>a = f(z), each rounded once.</summary>
    /// <param name="f">The activation.</param>
    /// <param name="z">Weighted sums.</param>
    /// <param name="a">Activations, as many, overwritten; may be <paramref name="z"/> itself.</param>
    public static void Forward(Activation f, ReadOnlySpan<T> z, Span<T> a)
    {
        switch (f.Kind)
        {
            case ActivationKind.Identity: z[..a.Length].CopyTo(a); break;
            case ActivationKind.Relu: Forward(default(Relu<V, T>), z, a); break;
            case ActivationKind.LeakyRelu: Forward(new LeakyRelu<V, T>(T.CreateChecked(f.Parameter)), z, a); break;
            case ActivationKind.Elu: ForwardWide(new Elu<D, T>(Element(f.Parameter)), new Elu<Pair<D>, T>(Element(f.Parameter)), z, a); break;
            case ActivationKind.Sigmoid: ForwardWide(default(Sigmoid<D, T>), default(Sigmoid<Pair<D>, T>), z, a); break;
            case ActivationKind.Tanh: ForwardWide(default(Tanh<D, T>), default(Tanh<Pair<D>, T>), z, a); break;
            case ActivationKind.Silu: ForwardWide(default(Silu<D, T>), default(Silu<Pair<D>, T>), z, a); break;
            case ActivationKind.Gelu: ForwardWide(default(Gelu<D, T>), z, a); break;
            case ActivationKind.Softplus: ForwardWide(default(Softplus<D, T>), z, a); break;
            default: throw NotOfOneUnit(f);
        }
    }

    /// <summary>dz = s·f′, where f′ is rounded once, and the product once more.</summary>
    /// <param name="f">The activation.</param>
    /// <param name="z">Weighted sums; where f′ comes from a alone, what stands here does not matter.</param>
    /// <param name="a">Activations f(z), as many; silu, gelu and softplus do not look at them.</param>
    /// <param name="s">dE/da, as many.</param>
    /// <param name="dz">dE/dz, as many, overwritten; may be <paramref name="s"/>, or another input, itself.</param>
    public static void Backward(Activation f, ReadOnlySpan<T> z, ReadOnlySpan<T> a, ReadOnlySpan<T> s, Span<T> dz)
    {
        switch (f.Kind)
        {
            case ActivationKind.Identity: s[..dz.Length].CopyTo(dz); break;
            case ActivationKind.Relu: Backward(default(Relu<V, T>), z, a, s, dz); break;
            case ActivationKind.LeakyRelu: Backward(new LeakyRelu<V, T>(T.CreateChecked(f.Parameter)), z, a, s, dz); break;
            case ActivationKind.Elu: BackwardWide(new Elu<D, T>(Element(f.Parameter)), z, a, s, dz); break;
            case ActivationKind.Sigmoid: BackwardWide(default(Sigmoid<D, T>), z, a, s, dz); break;
            case ActivationKind.Tanh: Backward(default(TanhDerivative<V, T>), z, a, s, dz); break;
            case ActivationKind.Silu: BackwardWide(default(Silu<D, T>), z, a, s, dz); break;
            case ActivationKind.Gelu: BackwardWide(default(Gelu<D, T>), z, a, s, dz); break;
            case ActivationKind.Softplus: BackwardWide(default(Softplus<D, T>), z, a, s, dz); break;
            default: throw NotOfOneUnit(f);
        }
    }

    private static void Forward<F>(F f, ReadOnlySpan<T> z, Span<T> a)
        where F : struct, IValue<V> => Elementwise<V, T>.Run(new ValueOf<F, V>(f), z, a);

    private static void ForwardWide<F>(F f, ReadOnlySpan<T> z, Span<T> a)
        where F : struct, IValue<D> => Elementwise<Wide<V, D, T>, T>.Run(new WideValueOf<F, V, D, T>(f), z, a);

    /// <summary>By pairs for float; for double, whose functions are longer, the JIT gives up on inlining them twice.</summary>
    private static void ForwardWide<F, FPair>(F f, FPair ofPairs, ReadOnlySpan<T> z, Span<T> a)
        where F : struct, IValue<D>
        where FPair : struct, IValue<Pair<D>>
    {
        if (typeof(T) == typeof(float))
        {
            Elementwise<Wide<Halves<V, D, T>, Pair<D>, T>, T>.Run(new WideValueOf<FPair, Halves<V, D, T>, Pair<D>, T>(ofPairs), z, a);
        }
        else
        {
            ForwardWide(f, z, a);
        }
    }

    private static void Backward<F>(F f, ReadOnlySpan<T> z, ReadOnlySpan<T> a, ReadOnlySpan<T> s, Span<T> dz)
        where F : struct, IDerivative<V> => Elementwise<V, T>.Run(new TimesDerivative<F, V, T>(f), z, a, s, dz);

    private static void BackwardWide<F>(F f, ReadOnlySpan<T> z, ReadOnlySpan<T> a, ReadOnlySpan<T> s, Span<T> dz)
        where F : struct, IDerivative<D> =>
        Elementwise<Wide<V, D, T>, T>.Run(new WideTimesDerivative<F, V, D, T>(f), z, a, s, dz);

    /// <summary>A setting rounded to an element, as a double again.</summary>
    private static double Element(double setting) => double.CreateChecked(T.CreateChecked(setting));

    private static ArgumentException NotOfOneUnit(Activation f) =>
        new($"{f} is not a function of one unit's weighted sum.");
}
