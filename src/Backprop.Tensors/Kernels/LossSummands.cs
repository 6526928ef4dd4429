using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Backprop.Tensors.Kernels;

// d = a − t is a difference of elements: rounded to double and then to float, it is the same as rounded to float at once.

/// <summary>½·d², d = a − t.</summary>
internal readonly struct HalfSquares<T> : ISummand<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public D Plus<V, D>(D sum, D a, D t, nint n)
        where V : struct, IWidening<V, D, T>
        where D : struct, ILanes<D, double>
    {
        var d = V.Rounded(a - t);
        return D.FusedMultiplyAdd(D.Broadcast(0.5) * d, d, sum);
    }
}

/// <summary>d².</summary>
internal readonly struct Squares<T> : ISummand<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public D Plus<V, D>(D sum, D a, D t, nint n)
        where V : struct, IWidening<V, D, T>
        where D : struct, ILanes<D, double>
    {
        var d = V.Rounded(a - t);
        return D.FusedMultiplyAdd(d, d, sum);
    }
}

/// <summary>|d|.</summary>
internal readonly struct Distances<T> : ISummand<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public D Plus<V, D>(D sum, D a, D t, nint n)
        where V : struct, IWidening<V, D, T>
        where D : struct, ILanes<D, double> => sum + D.Abs(V.Rounded(a - t));
}

/// <summary>|d| ≤ threshold ? ½·d² : threshold·(|d| − ½·threshold).</summary>
internal readonly struct HuberTerms<T>(double threshold) : ISummand<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double _threshold = threshold;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public D Plus<V, D>(D sum, D a, D t, nint n)
        where V : struct, IWidening<V, D, T>
        where D : struct, ILanes<D, double>
    {
        var d = V.Rounded(a - t);
        var limit = D.Broadcast(_threshold);
        return D.WhereLessOrEqual(
            D.Abs(d),
            limit,
            D.FusedMultiplyAdd(D.Broadcast(0.5) * d, d, sum),
            D.FusedMultiplyAdd(limit, D.Abs(d) - D.Broadcast(0.5 * _threshold), sum));
    }
}

/// <summary>Terms that are ready.</summary>
internal readonly struct Terms : ISummand<double>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public D Plus<V, D>(D sum, D term, D t, nint n)
        where V : struct, IWidening<V, D, double>
        where D : struct, ILanes<D, double> => sum + term;
}

/// <summary>(max(z, 0) − t·z) + log1p(exp(−|z|)).</summary>
internal readonly struct BinaryCrossEntropies<T> : ISummand<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public D Plus<V, D>(D sum, D z, D t, nint n)
        where V : struct, IWidening<V, D, T>
        where D : struct, ILanes<D, double> => sum + Term(z, t);

    /// <summary>One term.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static D Term<D>(D z, D t)
        where D : struct, ILanes<D, double> =>
        D.FusedMultiplyAdd(-t, z, D.Max(z, D.Broadcast(0))) + Elementary.Log1p<D, T>(Elementary.ExpOfMinusAbs<D, T>(z));
}

/// <summary>t·((m − z) + ln S), with m and S of the softmax of the sample.</summary>
internal readonly ref struct SoftmaxCrossEntropies<T>(ReadOnlySpan<double> m, ReadOnlySpan<double> logS) : ISummand<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // ln S stands where the sums go, so there is one for each sample of the loop, and then as many maxima: not checked again for each term.
    private readonly ref double _m = ref MemoryMarshal.GetReference(m[..logS.Length]);
    private readonly ref double _logS = ref MemoryMarshal.GetReference(logS);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public D Plus<V, D>(D sum, D z, D t, nint n)
        where V : struct, IWidening<V, D, T>
        where D : struct, ILanes<D, double> =>
        D.FusedMultiplyAdd(t, (D.Load(in _m, n) - z) + D.Load(in _logS, n), sum);
}
