using System.Numerics;
using System.Runtime.CompilerServices;

namespace Backprop.Tensors.Kernels;

/// <summary>
/// The strip of B that comes next is asked for while one multiplies, a part of it before each tile. Where columns lie as they did, as
/// runs of memory, a sample's inputs are often used for the first time here, and at the end of such a run the processor does not see
/// which one follows. Where they are packed, the processor sees it, but what it asks for then is needed at once: the first tile of a
/// strip waits for as much memory as all tiles together, and longer, where others use that too.
/// </summary>
internal readonly struct NextStrip<V, T>
    where V : struct, ILanes<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Bytes of B that a first-level cache holds, and that are not worth asking for.</summary>
    private const int Near = 1 << 15;

    private readonly nint _columnStep;
    private readonly nint _strip;
    private readonly int _lines;

    /// <summary>For strips that so many tiles go by, for a C that is far or not.</summary>
    public NextStrip(in Strips<V, T> b, int depth, int tiles, bool isFar)
    {
        (_columnStep, _strip) = (b.ColumnStep, (nint)b.Step * Columns);
        if (b.ArePacked ? isFar && Cache.IsLarge : !b.AreNear && (long)depth * b.Columns * Unsafe.SizeOf<T>() > Near)
        {
            var run = b.ArePacked ? depth * Columns : depth;
            var lines = ((run * Unsafe.SizeOf<T>()) + Line.Size - 1) / Line.Size;
            _lines = (lines + tiles - 1) / tiles;
        }
    }

    private static int Columns => ManyColumns<V>.Columns;

    /// <summary>Asks for one tile's part.</summary>
    /// <typeparam name="TB">How the strips lie.</typeparam>
    /// <param name="strip">The strip that multiplies; behind the last one others are asked for in vain.</param>
    /// <param name="tile">Which tile.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Ask<TB>(ref T strip, nint tile)
        where TB : struct, ILayout
    {
        nint perLine = Line.Size / Unsafe.SizeOf<T>();
        ref var line = ref Unsafe.Add(ref strip, _strip + (tile * _lines * perLine));
        for (var l = 0; l < _lines; l++)
        {
            Prefetch.ToSecondLevel(ref line);
            if (typeof(TB) == typeof(InRuns))
            {
                // One by one: a loop over the columns was measured to take longer.
                Prefetch.ToSecondLevel(ref Unsafe.Add(ref line, _columnStep));
                Prefetch.ToSecondLevel(ref Unsafe.Add(ref line, 2 * _columnStep));
                Prefetch.ToSecondLevel(ref Unsafe.Add(ref line, 3 * _columnStep));
                Prefetch.ToSecondLevel(ref Unsafe.Add(ref line, 4 * _columnStep));
                Prefetch.ToSecondLevel(ref Unsafe.Add(ref line, 5 * _columnStep));
                if (Columns > 6)
                {
                    Prefetch.ToSecondLevel(ref Unsafe.Add(ref line, 6 * _columnStep));
                    Prefetch.ToSecondLevel(ref Unsafe.Add(ref line, 7 * _columnStep));
                }
            }

            line = ref Unsafe.Add(ref line, perLine);
        }
    }
}
