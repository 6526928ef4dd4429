using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Backprop.Tensors.Kernels;

/// <summary>The sums of one tile move their parameters, a column in each step, while the next one multiplies.</summary>
internal ref struct Moves<V, T, R> : IMeanwhile
    where V : struct, ILanes<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where R : struct, IRecurrence<T>
{
    private R _recurrence;
    private Span<T> _used;
    private Span<T> _free;
    private int _columns;
    private nint _columnStep;
    private nint _ahead;
    private ref T _sums;
    private ref T _w;
    private ref T _first;
    private ref T _second;

    /// <summary>None are to be done yet.</summary>
    /// <param name="recurrence">How a gradient moves a parameter.</param>
    /// <param name="sums">Room for the sums of two tiles.</param>
    public Moves(in R recurrence, Span<T> sums)
    {
        _recurrence = recurrence;
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
        _w = ref Unsafe.Add(ref MemoryMarshal.GetReference(c.Values), place);
        _first = ref R.States > 0 ? ref Unsafe.Add(ref MemoryMarshal.GetReference(c.First), place) : ref _w;
        _second = ref R.States > 1 ? ref Unsafe.Add(ref MemoryMarshal.GetReference(c.Second), place) : ref _w;
        _columnStep = c.ColumnStep;
        _columns = Steps;
        _ahead = ahead;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Step()
    {
        if (_columns == 0)
        {
            return;
        }

        _columns--;
        Optimizers<V, T>.Register(ref _recurrence, V.Load(in _sums, 0), ref _first, ref _second, ref _w, 0);
        Optimizers<V, T>.Register(ref _recurrence, V.Load(in _sums, V.Count), ref _first, ref _second, ref _w, V.Count);
        _sums = ref Unsafe.Add(ref _sums, 2 * V.Count);
        Fetch.Lines(ref Unsafe.Add(ref _w, _ahead), 2 * V.Count);
        _w = ref Unsafe.Add(ref _w, _columnStep);
        if (R.States > 0)
        {
            Fetch.Lines(ref Unsafe.Add(ref _first, _ahead), 2 * V.Count);
            _first = ref Unsafe.Add(ref _first, _columnStep);
        }

        if (R.States > 1)
        {
            Fetch.Lines(ref Unsafe.Add(ref _second, _ahead), 2 * V.Count);
            _second = ref Unsafe.Add(ref _second, _columnStep);
        }
    }

    /// <summary>All steps that are left.</summary>
    [MethodImpl(Compilation.WithoutProfile)]
    public void Finish()
    {
        while (_columns > 0)
        {
            Step();
        }
    }
}
