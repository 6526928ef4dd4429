using System.Numerics;
using static System.Math;

namespace Backprop.Tensors.Kernels;

/// <summary>½·d², d = a − t.</summary>
internal readonly ref struct HalfSquares<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> t) : ISummand
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ReadOnlySpan<T> _a = a;
    private readonly ReadOnlySpan<T> _t = t;

    public double Plus(double sum, int i, int n)
    {
        var d = double.CreateChecked(_a[i] - _t[i]);
        return FusedMultiplyAdd(0.5 * d, d, sum);
    }
}

/// <summary>d².</summary>
internal readonly ref struct Squares<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> t) : ISummand
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ReadOnlySpan<T> _a = a;
    private readonly ReadOnlySpan<T> _t = t;

    public double Plus(double sum, int i, int n)
    {
        var d = double.CreateChecked(_a[i] - _t[i]);
        return FusedMultiplyAdd(d, d, sum);
    }
}

/// <summary>|d|.</summary>
internal readonly ref struct Distances<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> t) : ISummand
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ReadOnlySpan<T> _a = a;
    private readonly ReadOnlySpan<T> _t = t;

    public double Plus(double sum, int i, int n) => sum + Abs(double.CreateChecked(_a[i] - _t[i]));
}

/// <summary>|d| ≤ threshold ? ½·d² : threshold·(|d| − ½·threshold).</summary>
internal readonly ref struct HuberTerms<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> t, double threshold) : ISummand
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ReadOnlySpan<T> _a = a;
    private readonly ReadOnlySpan<T> _t = t;
    private readonly double _threshold = threshold;

    public double Plus(double sum, int i, int n)
    {
        var d = double.CreateChecked(_a[i] - _t[i]);
        return Abs(d) <= _threshold
            ? FusedMultiplyAdd(0.5 * d, d, sum)
            : FusedMultiplyAdd(_threshold, Abs(d) - (0.5 * _threshold), sum);
    }
}

/// <summary>Terms that are ready.</summary>
internal readonly ref struct Terms(ReadOnlySpan<double> terms) : ISummand
{
    private readonly ReadOnlySpan<double> _terms = terms;

    public double Plus(double sum, int i, int n) => sum + _terms[i];
}

/// <summary>t·((m − z) + ln S), with m and S of the softmax of the sample.</summary>
internal readonly ref struct SoftmaxCrossEntropies<T>(
    ReadOnlySpan<T> z, ReadOnlySpan<T> t, ReadOnlySpan<double> m, ReadOnlySpan<double> logS) : ISummand
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ReadOnlySpan<T> _z = z;
    private readonly ReadOnlySpan<T> _t = t;
    private readonly ReadOnlySpan<double> _m = m;
    private readonly ReadOnlySpan<double> _logS = logS;

    public double Plus(double sum, int i, int n) =>
        FusedMultiplyAdd(double.CreateChecked(_t[i]), (_m[n] - double.CreateChecked(_z[i])) + _logS[n], sum);
}
