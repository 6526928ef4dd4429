using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Backprop.Tensors.Kernels;

/// <summary>
/// The rows of A that come next are packed, a few lines in each step of a tile, while those that are packed already multiply: what comes
/// from far away then is not waited for. All at once, before a tile, they would keep the tile's own lines waiting.
/// </summary>
internal ref struct NextPanels<V, T> : IMeanwhile
    where V : struct, ILanes<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Columns of A by which lines are asked for before they are copied: the time of one tile or two.</summary>
    private const int Ahead = 4;

    private readonly int _panels;
    private readonly int _share;
    private readonly nint _columnStep;
    private readonly nint _panelStep;
    private NextTile<V, T> _nextTile;
    private ref T _from;
    private ref T _to;
    private int _panel;
    private int _left;

    /// <summary>None of them is packed yet.</summary>
    /// <param name="a">Rows of A, runs of memory; those that fill no panel are left out.</param>
    /// <param name="room">Where they go.</param>
    /// <param name="tiles">During how many tiles.</param>
    public NextPanels(scoped in Operand<T> a, Span<T> room, int tiles)
    {
        _panels = a.Rows / Panels<V, T>.Height;
        if (_panels == 0)
        {
            return;
        }

        _ = a.Values[((a.Columns - 1) * a.ColumnStep) + (_panels * Panels<V, T>.Height) - 1];
        _ = room[(_panels * Panels<V, T>.Height * a.Columns) - 1];
        _from = ref MemoryMarshal.GetReference(a.Values);
        _to = ref MemoryMarshal.GetReference(room);
        (_columnStep, _panelStep) = (a.ColumnStep, (nint)a.Columns * Panels<V, T>.Height);
        _left = a.Columns * _panels;
        var steps = Math.Max(tiles, 1) * Steps;
        _share = (_left + steps - 1) / steps;
    }

    /// <inheritdoc/>
    public static int Steps
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ManyColumns<V>.Columns;
    }

    /// <summary>Whether some are left to be packed.</summary>
    public readonly bool AreLeft => _left > 0;

    /// <summary>A tile begins, during which what comes after it is asked for, too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Begin(NextTile<V, T> nextTile) => _nextTile = nextTile;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Step()
    {
        _nextTile.Step();
        for (var count = Math.Min(_share, _left); count > 0; count--)
        {
            Copy();
        }
    }

    /// <summary>All that are left.</summary>
    /// <returns>How many rows were packed in all.</returns>
    [MethodImpl(Compilation.WithoutProfile)]
    public int Finish()
    {
        while (_left > 0)
        {
            Copy();
        }

        return _panels * Panels<V, T>.Height;
    }

    /// <summary>One column of one panel, all panels of a column in a row; unchecked.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Copy()
    {
        nint height = 2 * V.Count;
        _left--;
        ref var ahead = ref Unsafe.Add(ref _from, Ahead * _columnStep);
        Prefetch.ToSecondLevel(ref ahead);
        Prefetch.ToSecondLevel(ref Unsafe.Add(ref ahead, V.Count));
        V.Load(ref _from, 0).Store(ref _to, 0);
        V.Load(ref _from, V.Count).Store(ref _to, V.Count);
        if (++_panel < _panels)
        {
            _from = ref Unsafe.Add(ref _from, height);
            _to = ref Unsafe.Add(ref _to, _panelStep);
            return;
        }

        _panel = 0;
        _from = ref Unsafe.Add(ref _from, _columnStep - ((_panels - 1) * height));
        _to = ref Unsafe.Add(ref _to, height - ((_panels - 1) * _panelStep));
    }
}
