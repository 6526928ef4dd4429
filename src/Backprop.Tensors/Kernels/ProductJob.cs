using System.Numerics;
using System.Runtime.CompilerServices;

namespace Backprop.Tensors.Kernels;

/// <summary>
/// One product cut into parts by rows or columns of C, never by depth: each element of C is still one sum, added in one order,
/// by one thread.
/// </summary>
internal sealed unsafe class ProductJob<V, T, R> : Job
    where V : struct, ILanes<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where R : struct, IRecurrence<T>
{
    /// <summary>Fewer multiply-adds than this per thread are done before another thread has heard of them: some ten microseconds.</summary>
    private const long WorthAThread = 250_000;

    [ThreadStatic]
    private static ProductJob<V, T, R>? s_job;

    private T* _a, _b, _bias, _c, _first, _second;
    private int _aLength, _bLength, _cLength;
    private int _rows, _columns, _depth, _aRowStep, _aColumnStep, _bRowStep, _bColumnStep, _cStep;
    private R _recurrence;
    private bool _hasBias, _byRows;
    private int _parts;

    /// <summary>As <see cref="Product{V, T}.Run"/>, on as many threads as pay.</summary>
    public static void Run(in Operand<T> a, in Operand<T> b, in Destination<T> c, in R recurrence, int threads)
    {
        var work = (long)a.Rows * a.Columns * b.Columns;
        if (work <= PlainProduct<T>.Most)
        {
            PlainProduct<T>.Run(a, b, c, recurrence);
            return;
        }

        if (SmallProduct<V, T>.IsFor(a, b))
        {
            SmallProduct<V, T>.Run(a, b, c, recurrence);
            return;
        }

        threads = Threads(work, threads);
        if (threads == 1)
        {
            Product<V, T>.Run(a, b, c, recurrence);
            return;
        }

        RunParts(a, b, c, recurrence, threads);
    }

    /// <summary>How many of the threads pay for so many multiply-adds.</summary>
    public static int Threads(long work, int threads) => (int)Math.Clamp(work / WorthAThread, 1, threads);

    /// <summary>The same on some threads. Never inlined: callers would make room for all that is pinned here, even those that need one thread only.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void RunParts(in Operand<T> a, in Operand<T> b, in Destination<T> c, in R recurrence, int parts)
    {
        var job = s_job ??= new ProductJob<V, T, R>();
        fixed (T* pa = a.Values, pb = b.Values, pbias = c.Bias, pc = c.Values, pfirst = c.First, psecond = c.Second)
        {
            job._a = pa;
            job._b = pb;
            job._bias = pbias;
            job._c = pc;
            job._first = pfirst;
            job._second = psecond;
            (job._aLength, job._bLength, job._cLength) = (a.Values.Length, b.Values.Length, c.Values.Length);
            (job._rows, job._columns, job._depth, job._cStep) = (a.Rows, b.Columns, a.Columns, c.ColumnStep);
            (job._aRowStep, job._aColumnStep) = (a.RowStep, a.ColumnStep);
            (job._bRowStep, job._bColumnStep) = (b.RowStep, b.ColumnStep);
            job._hasBias = !c.Bias.IsEmpty;
            job._recurrence = recurrence;
            job._parts = parts;
            job._byRows = IsByRows(a.Rows, b.Columns, parts);
            Workers.Run(parts, job);
        }
    }

    public override void Run(int part)
    {
        var a = new Operand<T>(new(_a, _aLength), _rows, _depth, _aRowStep, _aColumnStep);
        var b = new Operand<T>(new(_b, _bLength), _depth, _columns, _bRowStep, _bColumnStep);
        var values = new Span<T>(_c, _cLength);
        var c = typeof(R) == typeof(Assignment<T>)
            ? Destination<T>.Overwrite(values, _cStep, _hasBias ? new ReadOnlySpan<T>(_bias, _rows) : default)
            : Destination<T>.Move(values, _cStep, States(_first, R.States > 0), States(_second, R.States > 1));
        var (first, count) = _byRows ? Share(_rows, Panels<V, T>.Height, part) : Share(_columns, Strips<V, T>.Width, part);
        if (count > 0 && _byRows)
        {
            Product<V, T>.Run(a.SomeRows(first, count), b, c.From(first, 0), _recurrence);
        }
        else if (count > 0)
        {
            Product<V, T>.Run(a, b.SomeColumns(first, count), c.From(0, first), _recurrence);
        }
    }

    /// <summary>
    /// By rows, each thread packs all of B; by columns, all of A: the smaller one, unless a thread would then have much more to do than
    /// another. By columns also where the sums move C: threads that change the same columns at the same time take the lines on their
    /// border from each other.
    /// </summary>
    private static bool IsByRows(int rows, int columns, int parts)
    {
        var preference = typeof(R) != typeof(Assignment<T>) ? 0.8 : rows > columns ? 1 : 0.95;
        return Waste(rows, Panels<V, T>.Height, parts) <= preference * Waste(columns, Strips<V, T>.Width, parts);
    }

    private Span<T> States(T* states, bool areThere) => areThere ? new(states, _cLength) : default;

    /// <summary>The part's share of a length, in whole tiles.</summary>
    private (int First, int Count) Share(int length, int tile, int part)
    {
        var tiles = (length + tile - 1) / tile;
        var first = Math.Min(length, (int)((long)tiles * part / _parts) * tile);
        var end = Math.Min(length, (int)((long)tiles * (part + 1) / _parts) * tile);
        return (first, end - first);
    }

    /// <summary>How much longer than its fair share the largest part is.</summary>
    private static double Waste(int length, int tile, int parts)
    {
        var tiles = (length + tile - 1) / tile;
        return (double)((tiles + parts - 1) / parts * tile * parts) / length;
    }
}
