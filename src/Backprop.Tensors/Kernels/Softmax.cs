using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Backprop.Tensors.Kernels;

/// <summary>a[o, n] = e^(z[o, n] − m)/S with m = max z and S = Σ e^(z − m) over the outputs of sample n.</summary>
internal static class Softmax<V, D, T>
    where V : struct, ILanes<V, T>, IWidening<V, D, T>
    where D : struct, ILanes<D, double>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The probabilities, each rounded once, and what they were made from.</summary>
    /// <param name="z">Weighted sums [outputs × samples], one sample after the other.</param>
    /// <param name="outputs">Outputs of one sample, 1 or more.</param>
    /// <param name="a">Probabilities, as many, overwritten; may be <paramref name="z"/> itself.</param>
    /// <param name="e">Room for as many numbers, overwritten.</param>
    /// <param name="m">The maximum of each sample, overwritten; its length is the number of samples.</param>
    /// <param name="sums">S of each sample, outputs ascending, overwritten.</param>
    public static void Forward(ReadOnlySpan<T> z, int outputs, Span<T> a, Span<double> e, Span<double> m, Span<double> sums)
    {
        a = a[..z.Length];
        e = e[..z.Length];
        sums = sums[..m.Length];
        if (outputs < D.Count)
        {
            NarrowSoftmax<V, D, T>.Forward(z, outputs, a, e, m, sums);
            return;
        }

        SubtractMaximum(z, outputs, m, e);
        Elementwise<D, double>.Run(default(ExpOf<D, T>), e, e);
        ColumnSums.Run<Terms, double>(default, e, e, outputs, sums);
        Divide(e, outputs, sums, a);
    }

    /// <summary>m = max z, y = z − m, sample by sample.</summary>
    [MethodImpl(Compilation.WithoutProfile)]
    private static void SubtractMaximum(ReadOnlySpan<T> z, int outputs, Span<double> m, Span<double> y)
    {
        for (var n = 0; n < m.Length; n++)
        {
            var column = z.Slice(n * outputs, outputs);
            var yColumn = y.Slice(n * outputs, outputs);
            m[n] = Max(column, yColumn);
            Subtract(column, m[n], yColumn);
        }
    }

    /// <summary>a = e/S, sample by sample.</summary>
    [MethodImpl(Compilation.WithoutProfile)]
    private static void Divide(ReadOnlySpan<double> e, int outputs, ReadOnlySpan<double> sums, Span<T> a)
    {
        for (var n = 0; n < sums.Length; n++)
        {
            Divide(e.Slice(n * outputs, outputs), sums[n], a.Slice(n * outputs, outputs));
        }
    }

    // A column below has one register or more; the last register may overlap the one before it.

    /// <summary>The largest element: the same in any order, NaN if there is one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Max(ReadOnlySpan<T> z, Span<double> scratch)
    {
        ref var z0 = ref MemoryMarshal.GetReference(z);
        var max = V.LoadWide(ref z0, z.Length - D.Count);
        for (var i = 0; i < z.Length - D.Count; i += D.Count)
        {
            max = D.Max(max, V.LoadWide(ref z0, i));
        }

        max.Store(scratch);
        var largest = scratch[0];
        for (var lane = 1; lane < D.Count; lane++)
        {
            largest = Math.Max(largest, scratch[lane]);
        }

        return largest;
    }

    /// <summary>y = z − m.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Subtract(ReadOnlySpan<T> z, double m, Span<double> y)
    {
        ref var z0 = ref MemoryMarshal.GetReference(z);
        ref var y0 = ref MemoryMarshal.GetReference(y);
        for (var i = 0; i < z.Length; i += D.Count)
        {
            var at = Math.Min(i, z.Length - D.Count);
            (V.LoadWide(ref z0, at) - D.Broadcast(m)).Store(ref y0, at);
        }
    }

    /// <summary>a = e/S, rounded once more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Divide(ReadOnlySpan<double> e, double sum, Span<T> a)
    {
        ref var e0 = ref MemoryMarshal.GetReference(e);
        ref var a0 = ref MemoryMarshal.GetReference(a);
        for (var i = 0; i < e.Length; i += D.Count)
        {
            var at = Math.Min(i, e.Length - D.Count);
            V.StoreRounded(D.Load(ref e0, at) / D.Broadcast(sum), ref a0, at);
        }
    }
}

/// <summary>eˣ.</summary>
internal readonly struct ExpOf<D, T> : IUnary<D>
    where D : struct, ILanes<D, double>
{
    public D Of(D x) => Elementary.Exp<D, T>(x);
}

/// <summary>ln x.</summary>
internal readonly struct LogOf<D, T> : IUnary<D>
    where D : struct, ILanes<D, double>
{
    public D Of(D x) => Elementary.Log<D, T>(x);
}
