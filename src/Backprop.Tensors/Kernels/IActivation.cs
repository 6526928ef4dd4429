using System.Runtime.CompilerServices;

namespace Backprop.Tensors.Kernels;

/// <summary>a = f(z), on lanes of elements or on lanes of double.</summary>
internal interface IValue<V>
    where V : struct
{
    /// <summary>f(z).</summary>
    V Value(V z);
}

/// <summary>f′, on lanes of elements or on lanes of double.</summary>
internal interface IDerivative<V>
    where V : struct
{
    /// <summary>f′(z), from a = f(z) where that suffices.</summary>
    V Derivative(V z, V a);
}

/// <summary>One activation and its derivative.</summary>
internal interface IActivation<V> : IValue<V>, IDerivative<V>
    where V : struct;

/// <summary>z → f(z).</summary>
internal readonly struct ValueOf<F, V>(F f) : IUnary<V>
    where F : struct, IValue<V>
    where V : struct
{
    private readonly F _f = f;

    public V Of(V z) => _f.Value(z);
}

/// <summary>z, a, s → s·f′.</summary>
internal readonly struct TimesDerivative<F, V, T>(F f) : ITernary<V>
    where F : struct, IDerivative<V>
    where V : struct, ILanes<V, T>
{
    private readonly F _f = f;

    public V Of(V z, V a, V s) => s * _f.Derivative(z, a);
}

/// <summary>z → f(z), evaluated in double.</summary>
internal readonly struct WideValueOf<F, V, D, T>(F f) : IUnary<Wide<V, D, T>>
    where F : struct, IValue<D>
    where V : struct, IWidening<V, D, T>
    where D : struct, ILanes<D, double>
{
    private readonly F _f = f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Wide<V, D, T> Of(Wide<V, D, T> z) => new(_f.Value(z.Value));
}

/// <summary>z, a, s → s·f′, evaluated in double.</summary>
/// <remarks>f′ is rounded to an element; the product of two floats is exact in double, and so is rounded once, when it is written.</remarks>
internal readonly struct WideTimesDerivative<F, V, D, T>(F f) : ITernary<Wide<V, D, T>>
    where F : struct, IDerivative<D>
    where V : struct, IWidening<V, D, T>
    where D : struct, ILanes<D, double>
{
    private readonly F _f = f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Wide<V, D, T> Of(Wide<V, D, T> z, Wide<V, D, T> a, Wide<V, D, T> s) =>
        new(s.Value * V.Rounded(_f.Derivative(z.Value, a.Value)));
}
