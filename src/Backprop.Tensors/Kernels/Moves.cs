using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Backprop.Tensors.Kernels;

/// <summary>
/// The sums of one tile move their parameters, a column in each step, while the next one multiplies, and a part of the next strip of B
/// is asked for.
/// </summary>
internal ref struct Moves<V, T, R> : IMeanwhile
    where V : struct, ILanes<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where R : struct, IRecurrence<T>
{
    private R _recurrence;
    private NextStrip<V, T> _nextStrip;
    private Span<T> _used;
    private Span<T> _free;
    private int _columns;
    private nint _columnStep;
    private nint _ahead;
    private nint _place;
    private ref T _sums;
    private ref T _w;
    private ref T _first;
    private ref T _second;

    /// <summary>None are to be done yet.</summary>
    /// <param name="recurrence">How a gradient moves a parameter.</param>
    /// <param name="nextStrip">What is asked for.</param>
    /// <param name="sums">Room for the sums of two tiles.</param>
    public Moves(in R recurrence, NextStrip<V, T> nextStrip, Span<T> sums)
    {
        _recurrence = recurrence;
        _nextStrip = nextStrip;
        _used = sums[..(sums.Length / 2)];
        _free = sums[(sums.Length / 2)..];
    }

    /// <inheritdoc/>
    public static int Steps
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ManyColumns<V>.Columns;
    }

    /// <summary>Where the sums of the tile that multiplies go, column by column without gaps.</summary>
    public readonly Span<T> Free => _free;

    /// <inheritdoc cref="NextStrip{V, T}.Begin"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Ask(nint column, nint tile) => _nextStrip.Begin(column, tile);

    /// <summary>Goes on with those sums, once all of the tile before are done; unchecked.</summary>
    /// <param name="c">Parameters and states.</param>
    /// <param name="place">The tile's first element.</param>
    /// <param name="ahead">How far behind it the next tile begins.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Begin(scoped in Destination<T> c, nint place, nint ahead)
    {
        Finish();
        var used = _free;
        _free = _used;
        _used = used;
        _sums = ref MemoryMarshal.GetReference(_used);
        _w = ref MemoryMarshal.GetReference(c.Values);
        _first = ref R.States > 0 ? ref MemoryMarshal.GetReference(c.First) : ref _w;
        _second = ref R.States > 1 ? ref MemoryMarshal.GetReference(c.Second) : ref _w;
        _place = place;
        _columnStep = c.ColumnStep;
        _columns = Steps;
        _ahead = ahead;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Step()
    {
        _nextStrip.Step();
        Move();
    }

    /// <summary>All steps that are left.</summary>
    [MethodImpl(Compilation.WithoutProfile)]
    public void Finish()
    {
        while (_columns > 0)
        {
            Move();
        }
    }

    /// <summary>The parameters of one column move.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Move()
    {
        if (_columns == 0)
        {
            return;
        }

        _columns--;
        ref var w = ref Unsafe.Add(ref _w, _place);
        ref var first = ref Unsafe.Add(ref _first, _place);
        ref var second = ref Unsafe.Add(ref _second, _place);
        _place += _columnStep;
        for (nint at = 0; at < 2 * V.Count; at += V.Count)
        {
            Register(ref _recurrence, at, ref first, ref second, ref w);
        }

        _sums = ref Unsafe.Add(ref _sums, 2 * V.Count);
        Prefetch.RunToFirstLevel(ref Unsafe.Add(ref w, _ahead), 2 * V.Count);
        if (R.States > 0)
        {
            Prefetch.RunToFirstLevel(ref Unsafe.Add(ref first, _ahead), 2 * V.Count);
        }

        if (R.States > 1)
        {
            Prefetch.RunToFirstLevel(ref Unsafe.Add(ref second, _ahead), 2 * V.Count);
        }
    }

    /// <summary>One register of a column.</summary>
    /// <param name="recurrence">The field of that name. Passed by <c>in</c> it would be copied, and each of its scalars spread over lanes from a register.</param>
    /// <param name="at">Its place in the column.</param>
    /// <param name="first">The column's first states.</param>
    /// <param name="second">Its second states.</param>
    /// <param name="w">Its parameters.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Register(ref R recurrence, nint at, ref T first, ref T second, ref T w) =>
        recurrence.Step(V.Load(in _sums, at), ref Unsafe.Add(ref first, at), ref Unsafe.Add(ref second, at), ref Unsafe.Add(ref w, at));
}
