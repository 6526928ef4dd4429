using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Backprop.Tensors.Kernels;

/// <summary>
/// The lines that a tile's sums are going to move are asked for, a column in each step: into the second-level cache, for a whole strip of
/// them, with states, may be more than the nearest holds.
/// </summary>
internal ref struct StripFetches<V, T, R> : IMeanwhile
    where V : struct, ILanes<V, T>
    where T : unmanaged
    where R : struct, IRecurrence<T>
{
    private readonly nint _columnStep;
    private ref T _w;
    private ref T _first;
    private ref T _second;
    private int _columns;

    /// <summary>None is asked for yet.</summary>
    /// <param name="c">Parameters and states.</param>
    /// <param name="place">The tile's first element.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public StripFetches(in Destination<T> c, nint place)
    {
        // The last element of a column's two registers: should they lie in two lines, the first went with the tile before.
        place += (2 * V.Count) - 1;
        _w = ref Unsafe.Add(ref MemoryMarshal.GetReference(c.Values), place);
        _first = ref R.States > 0 ? ref Unsafe.Add(ref MemoryMarshal.GetReference(c.First), place) : ref _w;
        _second = ref R.States > 1 ? ref Unsafe.Add(ref MemoryMarshal.GetReference(c.Second), place) : ref _w;
        _columnStep = c.ColumnStep;
        _columns = Steps;
    }

    /// <inheritdoc/>
    public static int Steps
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ManyColumns<V>.Columns;
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
        Fetch.Line(ref _w);
        _w = ref Unsafe.Add(ref _w, _columnStep);
        if (R.States > 0)
        {
            Fetch.Line(ref _first);
            _first = ref Unsafe.Add(ref _first, _columnStep);
        }

        if (R.States > 1)
        {
            Fetch.Line(ref _second);
            _second = ref Unsafe.Add(ref _second, _columnStep);
        }
    }
}
