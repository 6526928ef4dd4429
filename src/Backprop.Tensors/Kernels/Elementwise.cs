using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Backprop.Tensors.Kernels;

/// <summary>y = f(x), lane by lane.</summary>
internal interface IUnary<V>
{
    /// <summary>f(x).</summary>
    V Of(V x);
}

/// <summary>y = f(x₁, x₂, x₃), lane by lane.</summary>
internal interface ITernary<V>
{
    /// <summary>f(x₁, x₂, x₃).</summary>
    V Of(V x1, V x2, V x3);
}

/// <summary>
/// The loops over arrays of any length. The output may be one of the inputs: the last register, which may overlap the one
/// before it, is read ahead of all writing. What is shorter than one register is padded with zeros.
/// </summary>
internal static class Elementwise<V, T>
    where V : struct, IRegister<V, T>
    where T : unmanaged
{
    /// <summary>y[i] = f(x[i]).</summary>
    [MethodImpl(Compilation.WithoutProfile)]
    public static void Run<F>(F f, ReadOnlySpan<T> x, Span<T> y)
        where F : struct, IUnary<V>
    {
        nint last = y.Length - V.Count;
        if (last < 0)
        {
            RunPadded(f, x, y);
            return;
        }

        ref var x0 = ref MemoryMarshal.GetReference(x[..y.Length]);
        ref var y0 = ref MemoryMarshal.GetReference(y);
        var end = V.Load(ref x0, last);
        for (nint i = 0; i < last; i += V.Count)
        {
            f.Of(V.Load(ref x0, i)).Store(ref y0, i);
        }

        Finish(f, end, ref y0, last);
    }

    /// <summary>y[i] = f(x₁[i], x₂[i], x₃[i]).</summary>
    [MethodImpl(Compilation.WithoutProfile)]
    public static void Run<F>(F f, ReadOnlySpan<T> x1, ReadOnlySpan<T> x2, ReadOnlySpan<T> x3, Span<T> y)
        where F : struct, ITernary<V>
    {
        nint last = y.Length - V.Count;
        if (last < 0)
        {
            RunPadded(f, x1, x2, x3, y);
            return;
        }

        ref var a = ref MemoryMarshal.GetReference(x1[..y.Length]);
        ref var b = ref MemoryMarshal.GetReference(x2[..y.Length]);
        ref var c = ref MemoryMarshal.GetReference(x3[..y.Length]);
        ref var y0 = ref MemoryMarshal.GetReference(y);
        var (aEnd, bEnd, cEnd) = (V.Load(ref a, last), V.Load(ref b, last), V.Load(ref c, last));
        for (nint i = 0; i < last; i += V.Count)
        {
            f.Of(V.Load(ref a, i), V.Load(ref b, i), V.Load(ref c, i)).Store(ref y0, i);
        }

        Finish(f, aEnd, bEnd, cEnd, ref y0, last);
    }

    // Inlined, a long function would stand twice in its loop's method, and the JIT would give up on inlining it at all.
    [MethodImpl(Compilation.WithoutProfile)]
    private static void Finish<F>(F f, V x, ref T y, nint last)
        where F : struct, IUnary<V> => f.Of(x).Store(ref y, last);

    [MethodImpl(Compilation.WithoutProfile)]
    private static void Finish<F>(F f, V x1, V x2, V x3, ref T y, nint last)
        where F : struct, ITernary<V> => f.Of(x1, x2, x3).Store(ref y, last);

    private static void RunPadded<F>(F f, ReadOnlySpan<T> x, Span<T> y)
        where F : struct, IUnary<V>
    {
        Span<T> padded = stackalloc T[V.Count];
        x[..y.Length].CopyTo(padded);
        Run(f, padded, padded);
        padded[..y.Length].CopyTo(y);
    }

    private static void RunPadded<F>(F f, ReadOnlySpan<T> x1, ReadOnlySpan<T> x2, ReadOnlySpan<T> x3, Span<T> y)
        where F : struct, ITernary<V>
    {
        Span<T> padded = stackalloc T[3 * V.Count];
        var a = padded[..V.Count];
        var b = padded[V.Count..(2 * V.Count)];
        var c = padded[(2 * V.Count)..];
        x1[..y.Length].CopyTo(a);
        x2[..y.Length].CopyTo(b);
        x3[..y.Length].CopyTo(c);
        Run(f, a, b, c, a);
        a[..y.Length].CopyTo(y);
    }
}
