using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static System.Math;

namespace Backprop.Tensors.Kernels;

/// <summary>½·d², d = a − t.</summary>
internal readonly struct HalfSquares<T> : ISummand<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public double Plus(double sum, T a, T t, int n)
    {
        var d = Scalars.Widen(a - t);
        return FusedMultiplyAdd(0.5 * d, d, sum);
    }
}

/// <summary>d².</summary>
internal readonly struct Squares<T> : ISummand<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public double Plus(double sum, T a, T t, int n)
    {
        var d = Scalars.Widen(a - t);
        return FusedMultiplyAdd(d, d, sum);
    }
}

/// <summary>|d|.</summary>
internal readonly struct Distances<T> : ISummand<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public double Plus(double sum, T a, T t, int n) => sum + Abs(Scalars.Widen(a - t));
}

/// <summary>|d| ≤ threshold ? ½·d² : threshold·(|d| − ½·threshold).</summary>
internal readonly struct HuberTerms<T>(double threshold) : ISummand<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double _threshold = threshold;

    public double Plus(double sum, T a, T t, int n)
    {
        var d = Scalars.Widen(a - t);
        return Abs(d) <= _threshold
            ? FusedMultiplyAdd(0.5 * d, d, sum)
            : FusedMultiplyAdd(_threshold, Abs(d) - (0.5 * _threshold), sum);
    }
}

/// <summary>Terms that are ready.</summary>
internal readonly struct Terms : ISummand<double>
{
    public double Plus(double sum, double term, double t, int n) => sum + term;
}

/// <summary>t·((m − z) + ln S), with m and S of the softmax of the sample.</summary>
internal readonly ref struct SoftmaxCrossEntropies<T>(ReadOnlySpan<double> m, ReadOnlySpan<double> logS) : ISummand<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // ln S stands where the sums go, so there is one for each sample of the loop, and then as many maxima: not checked again for each term.
    private readonly ref double _m = ref MemoryMarshal.GetReference(m[..logS.Length]);
    private readonly ref double _logS = ref MemoryMarshal.GetReference(logS);

    public double Plus(double sum, T z, T t, int n) =>
        FusedMultiplyAdd(Scalars.Widen(t), (Unsafe.Add(ref _m, n) - Scalars.Widen(z)) + Unsafe.Add(ref _logS, n), sum);
}
