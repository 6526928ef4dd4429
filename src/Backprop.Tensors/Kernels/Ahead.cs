using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Backprop.Tensors.Kernels;

/// <summary>
/// Some columns of parameters and their states that are going to be moved, and lie far away: while the last tiles of their gradients
/// run, each of these fetches one column.
/// </summary>
internal ref struct Ahead<T>
    where T : unmanaged
{
    private readonly Destination<T> _c;
    private readonly int _columns, _runs;
    private readonly nint _step;
    private int _next;

    /// <param name="c">The parameters and their states from the first element on.</param>
    /// <param name="rows">Rows that are going to be moved.</param>
    /// <param name="columns">Columns likewise.</param>
    /// <param name="states">States of each parameter.</param>
    /// <param name="tiles">Tiles that run until then.</param>
    /// <param name="depth">Depth of these.</param>
    public Ahead(Destination<T> c, int rows, int columns, int states, int tiles, int depth)
    {
        _c = c;
        _columns = columns;
        _runs = columns * (1 + states);
        _step = ((rows * Unsafe.SizeOf<T>()) + depth - 1) / depth;
        _next = Math.Min(_runs - tiles, 0);
    }

    /// <summary>What the next tile fetches, if anything.</summary>
    public bool IsNext(out Fetch<T> fetch)
    {
        var run = _next++;
        if (run < 0 || run >= _runs)
        {
            fetch = default;
            return false;
        }

        var (array, column) = Math.DivRem(run, _columns);
        ref var values = ref MemoryMarshal.GetReference(array == 0 ? _c.Values : array == 1 ? _c.First : _c.Second);
        fetch = new(ref Unsafe.Add(ref values, column * _c.ColumnStep), _step);
        return true;
    }
}
