using System.Runtime.CompilerServices;
using static Backprop.Elementary;

namespace Backprop.Tensors.Kernels;

internal static partial class Elementary
{
    /// <inheritdoc cref="Backprop.Elementary.Log1p"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D Log1p<D, T>(D x)
        where D : struct, ILanes<D, double>
    {
        var scaled = x;
        var bias = D.Broadcast(1023);
        if (typeof(T) != typeof(float))
        {
            var huge = D.Broadcast(1e36);
            scaled = D.WhereLess(huge, x, x * D.Broadcast(5.421010862427522e-20), x); // 2⁻⁶⁴
            bias = D.WhereLess(huge, x, D.Broadcast(1023.0 - 64), bias);
        }

        var shifted = D.AddBits(D.Broadcast(1) + scaled, Bits<D>(BitsOfOne - BitsOfSqrtHalf));
        var inversePower = D.SubtractBits(Bits<D>(2 * BitsOfOne), shifted & Bits<D>(~FractionBits)); // 2⁻ᵏ
        var f = D.FusedMultiplyAdd(scaled, inversePower, inversePower - D.Broadcast(1));
        var low = typeof(T) == typeof(float)
            ? D.Broadcast(0)
            : D.FusedMultiplyAdd(scaled, inversePower, inversePower - D.Broadcast(1) - f);
        var result = D.CopySign(LogOfProduct<D, T>(BiasedExponent(shifted) - bias, f, low), x);

        result = D.WhereLess(x, D.Broadcast(double.PositiveInfinity), result, x);
        result = D.WhereLess(x, D.Broadcast(-1), D.Broadcast(double.NaN), result);
        return D.WhereEqual(x, D.Broadcast(-1), D.Broadcast(double.NegativeInfinity), result);
    }
}
