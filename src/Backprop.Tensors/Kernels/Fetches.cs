using System.Runtime.CompilerServices;

namespace Backprop.Tensors.Kernels;

/// <summary>
/// The lines of the next tile's sums are asked for, a column in each step: all at once they would keep the lines of A waiting.
/// </summary>
internal ref struct Fetches<V, T> : IMeanwhile
    where V : struct, ILanes<V, T>
    where T : unmanaged
{
    private readonly nint _columnStep;
    private ref T _column;
    private int _columns;

    /// <summary>None is asked for yet.</summary>
    /// <param name="c">The next tile's first sum, which need not be there.</param>
    /// <param name="columnStep">Distance between two columns of C.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Fetches(ref T c, nint columnStep)
    {
        _column = ref c;
        _columnStep = columnStep;
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
        Fetch.Lines(ref _column, 2 * V.Count);
        _column = ref Unsafe.Add(ref _column, _columnStep);
    }
}
