using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Backprop.Tensors.Kernels;

/// <summary>
/// The lines that the sums of a tile will go to, or the parameters and states that they will move, are asked for, a column in each
/// step: all at once they would keep the lines of A waiting.
/// </summary>
internal ref struct DestinationPrefetch<V, T, R> : IMeanwhile
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
    /// <param name="c">C, with its states if there are any.</param>
    /// <param name="place">The tile's first element, which need not be there.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DestinationPrefetch(scoped in Destination<T> c, nint place)
    {
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
        Prefetch.RunToFirstLevel(ref _w, 2 * V.Count);
        _w = ref Unsafe.Add(ref _w, _columnStep);
        if (R.States > 0)
        {
            Prefetch.RunToFirstLevel(ref _first, 2 * V.Count);
            _first = ref Unsafe.Add(ref _first, _columnStep);
        }

        if (R.States > 1)
        {
            Prefetch.RunToFirstLevel(ref _second, 2 * V.Count);
            _second = ref Unsafe.Add(ref _second, _columnStep);
        }
    }
}
