using System.Numerics;
using System.Runtime.CompilerServices;

namespace Backprop.Tensors.Kernels;

/// <summary>Moves parameters by their gradients, which are given or are a product that is not kept.</summary>
internal abstract class Updater<T> : Job
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>One step of every parameter.</summary>
    /// <param name="g">Gradients.</param>
    /// <param name="first">First states, as many; empty if there are none.</param>
    /// <param name="second">Second states, as many; empty if there are none.</param>
    /// <param name="w">Parameters, as many, changed.</param>
    /// <param name="threads">How many threads may take part.</param>
    public abstract void Run(ReadOnlySpan<T> g, Span<T> first, Span<T> second, Span<T> w, int threads);

    /// <summary>One step of the weights of a layer, whose gradient is δ·xᵀ.</summary>
    /// <param name="dz">δ [out × batch].</param>
    /// <param name="x">[in × batch].</param>
    /// <param name="first">First states [out × in]; empty if there are none.</param>
    /// <param name="second">Second states [out × in]; empty if there are none.</param>
    /// <param name="w">[out × in], changed.</param>
    /// <param name="next">If there is one, its weighted sums are computed from the weights as they are then.</param>
    /// <param name="threads">How many threads may take part.</param>
    public abstract void Run(
        in Operand<T> dz, in Operand<T> x, Span<T> first, Span<T> second, Span<T> w, in NextSample<T> next, int threads);
}

/// <summary>An updater by one kind of recurrence, whose scalars may change from step to step.</summary>
internal abstract class Updater<T, R> : Updater<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where R : struct, IRecurrence<T>
{
    /// <summary>What a step is.</summary>
    public R Recurrence { get; set; }
}

/// <inheritdoc/>
internal sealed unsafe class Updater<V, T, R> : Updater<T, R>
    where V : struct, ILanes<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where R : struct, IRecurrence<T>
{
    /// <summary>Fewer parameters than this per thread are done before another thread has heard of them.</summary>
    private const int WorthAThread = 32_768;

    private T* _g, _first, _second, _w;
    private int _length;
    private int _parts;

    /// <inheritdoc/>
    public override void Run(
        in Operand<T> dz, in Operand<T> x, Span<T> first, Span<T> second, Span<T> w, in NextSample<T> next, int threads)
    {
        var moved = Destination<T>.Move(w, dz.Rows, first, second);
        if (next.IsThere && w.Length > PlainProduct<T>.Most && ProductJob<V, T, R>.Threads(w.Length, threads) == 1)
        {
            RankOneSweep<V, T>.Run(dz.Values[..dz.Rows], x.Transpose, moved, Recurrence, next);
            return;
        }

        ProductJob<V, T, R>.Run(dz, x.Transpose, moved, Recurrence, threads);
        if (next.IsThere)
        {
            ProductJob<V, T, Assignment<T>>.Run(
                Operand<T>.Of(w, dz.Rows), Operand<T>.Of(next.X, next.X.Length), Destination<T>.Overwrite(next.Z, dz.Rows, next.B), default, threads);
        }
    }

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<T> g, Span<T> first, Span<T> second, Span<T> w, int threads)
    {
        var parts = Math.Min(threads, w.Length / WorthAThread);
        if (parts <= 1)
        {
            Optimizers<V, T>.Run(Recurrence, g, first, second, w);
            return;
        }

        RunParts(g, first, second, w, parts);
    }

    /// <summary>On some threads; never inlined, as in <see cref="ProductJob{V, T, R}"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void RunParts(ReadOnlySpan<T> g, Span<T> first, Span<T> second, Span<T> w, int parts)
    {
        (_length, _parts) = (w.Length, parts);
        fixed (T* pg = g[..w.Length], pfirst = first, psecond = second, pw = w)
        {
            _g = pg;
            _first = pfirst;
            _second = psecond;
            _w = pw;
            Workers.Run(parts, this);
        }
    }

    /// <inheritdoc/>
    public override void Run(int part)
    {
        var begin = (int)((long)_length * part / _parts);
        var length = (int)((long)_length * (part + 1) / _parts) - begin;
        Optimizers<V, T>.Run(
            Recurrence,
            new ReadOnlySpan<T>(_g + begin, length),
            R.States > 0 ? new Span<T>(_first + begin, length) : default,
            R.States > 1 ? new Span<T>(_second + begin, length) : default,
            new Span<T>(_w + begin, length));
    }
}
