using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Backprop.Tensors.Kernels;

/// <summary>
/// The strip of B that comes next is asked for while one multiplies, a part of it in each step of each tile. Where columns lie as they
/// did, as runs of memory, a sample's inputs are often used for the first time here, and at the end of such a run the processor does not
/// see which one follows. Where they are packed, the processor sees it, but what it asks for then is needed at once: the first tile of a
/// strip waits for as much memory as all tiles together, and longer, where others use that too.
/// </summary>
internal ref struct NextStrip<V, T>
    where V : struct, ILanes<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Bytes of B that a first-level cache holds, and that are not worth asking for.</summary>
    private const int Near = 1 << 15;

    private readonly int _lines;
    private readonly nint _column;
    private readonly nint _tile;
    private readonly nint _step;
    private readonly ref T _first;
    private ref T _next;

    /// <summary>For strips that so many tiles go by, for a C that is far or not.</summary>
    public NextStrip(scoped in Strips<V, T> b, int depth, int tiles, bool isFar)
    {
        if (b.ArePacked ? !isFar || !Cache.IsLarge : b.DepthStep > 1 || b.AreNear || (long)depth * b.Columns * Unsafe.SizeOf<T>() <= Near)
        {
            return;
        }

        // A tile's part of the strip is a part of each column, one in each step; or a part of one run, cut into steps.
        var run = (b.ArePacked ? depth * Steps : depth) * Unsafe.SizeOf<T>();
        var parts = b.ArePacked ? tiles * Steps : tiles;
        _lines = (run + (parts * Line.Size) - 1) / (parts * Line.Size);
        var part = (nint)_lines * PerLine;
        _first = ref Unsafe.Add(ref MemoryMarshal.GetReference(b.From(0)), b.Step * Steps);
        _column = b.Step;
        (_tile, _step) = b.ArePacked ? (part * Steps, part) : (part, b.ColumnStep);
    }

    /// <summary>Whether there is anything to ask for.</summary>
    public readonly bool IsAsked => _lines > 0;

    /// <summary>Steps of a tile, one for each column.</summary>
    private static int Steps => ManyColumns<V>.Columns;

    private static nint PerLine => Line.Size / Unsafe.SizeOf<T>();

    /// <summary>A tile begins.</summary>
    /// <param name="column">The first column of the strip that multiplies; behind the last one others are asked for in vain.</param>
    /// <param name="tile">Which tile of it.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Begin(nint column, nint tile) => _next = ref Unsafe.Add(ref _first, (column * _column) + (tile * _tile));

    /// <summary>Asks for one step's part.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Step()
    {
        ref var line = ref _next;
        for (var l = 0; l < _lines; l++)
        {
            Prefetch.ToSecondLevel(ref line);
            line = ref Unsafe.Add(ref line, PerLine);
        }

        _next = ref Unsafe.Add(ref _next, _step);
    }
}
