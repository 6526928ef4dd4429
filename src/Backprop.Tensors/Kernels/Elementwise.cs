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
/// The loops over arrays of any length. The last register may overlap the one before it, and the output may be one of the inputs:
/// so each register is read before the one before it is written. What is shorter than one register is padded with zeros.
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
        nint last = y.Length - V.Count, at = 0;
        if (last < 0)
        {
            RunPadded(f, x, y);
            return;
        }

        ref var x0 = ref MemoryMarshal.GetReference(x[..y.Length]);
        ref var y0 = ref MemoryMarshal.GetReference(y);
        var value = V.Load(ref x0, 0);
        while (true)
        {
            var next = nint.Min(at + V.Count, last);
            var nextValue = V.Load(ref x0, next);
            f.Of(value).Store(ref y0, at);
            if (at == last)
            {
                return;
            }

            (at, value) = (next, nextValue);
        }
    }

    /// <summary>y[i] = f(x₁[i], x₂[i], x₃[i]).</summary>
    [MethodImpl(Compilation.WithoutProfile)]
    public static void Run<F>(F f, ReadOnlySpan<T> x1, ReadOnlySpan<T> x2, ReadOnlySpan<T> x3, Span<T> y)
        where F : struct, ITernary<V>
    {
        nint last = y.Length - V.Count, at = 0;
        if (last < 0)
        {
            RunPadded(f, x1, x2, x3, y);
            return;
        }

        ref var a0 = ref MemoryMarshal.GetReference(x1[..y.Length]);
        ref var b0 = ref MemoryMarshal.GetReference(x2[..y.Length]);
        ref var c0 = ref MemoryMarshal.GetReference(x3[..y.Length]);
        ref var y0 = ref MemoryMarshal.GetReference(y);
        var (a, b, c) = (V.Load(ref a0, 0), V.Load(ref b0, 0), V.Load(ref c0, 0));
        while (true)
        {
            var next = nint.Min(at + V.Count, last);
            var (nextA, nextB, nextC) = (V.Load(ref a0, next), V.Load(ref b0, next), V.Load(ref c0, next));
            f.Of(a, b, c).Store(ref y0, at);
            if (at == last)
            {
                return;
            }

            (at, a, b, c) = (next, nextA, nextB, nextC);
        }
    }

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
