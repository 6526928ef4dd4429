using OverLanes = Backprop.Tensors.Kernels.Elementary;

namespace Backprop.Verification;

internal readonly struct Exp : IElementary
{
    static double IElementary.Of<T>(double x) => Elementary.Exp<T>(x);

    static D IElementary.Over<D, T>(D x) => OverLanes.Exp<D, T>(x);
}

internal readonly struct Expm1 : IElementary
{
    static double IElementary.Of<T>(double x) => Elementary.Expm1<T>(x);

    static D IElementary.Over<D, T>(D x) => OverLanes.Expm1<D, T>(x);
}

internal readonly struct Log : IElementary
{
    static double IElementary.Of<T>(double x) => Elementary.Log<T>(x);

    static D IElementary.Over<D, T>(D x) => OverLanes.Log<D, T>(x);
}

internal readonly struct Log1p : IElementary
{
    static double IElementary.Of<T>(double x) => Elementary.Log1p<T>(x);

    static D IElementary.Over<D, T>(D x) => OverLanes.Log1p<D, T>(x);
}

internal readonly struct Tanh : IElementary
{
    static double IElementary.Of<T>(double x) => Elementary.Tanh<T>(x);

    static D IElementary.Over<D, T>(D x) => OverLanes.Tanh<D, T>(x);
}

internal readonly struct Erfc : IElementary
{
    static double IElementary.Of<T>(double x) => Elementary.Erfc<T>(x);

    static D IElementary.Over<D, T>(D x) => OverLanes.Erfc<D, T>(x);
}

/// <summary>No kernel needs erf over lanes.</summary>
internal readonly struct Erf : IElementary
{
    static bool IElementary.HasLanes => false;

    static double IElementary.Of<T>(double x) => Elementary.Erf<T>(x);

    static D IElementary.Over<D, T>(D x) => throw new NotSupportedException("erf has no lanes.");
}
