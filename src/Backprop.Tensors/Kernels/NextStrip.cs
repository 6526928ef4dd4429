using System.Numerics;
using System.Runtime.CompilerServices;

namespace Backprop.Tensors.Kernels;

/// <summary>
/// Where the columns of B lie as they did, as runs of memory: those that come next are asked for while a strip multiplies, a part of
/// them before each tile. A sample's inputs are often used for the first time here, and each is a short run, at whose end the processor
/// does not see which one follows.
/// </summary>
internal readonly struct NextStrip<V, T>
    where V : struct, ILanes<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Bytes of B that a first-level cache holds, and that are not worth asking for.</summary>
    private const int Near = 1 << 15;

    private readonly nint _columnStep;
    private readonly int _lines;

    /// <summary>For strips that so many tiles go by.</summary>
    public NextStrip(in Strips<V, T> b, int depth, int tiles)
    {
        _columnStep = b.ColumnStep;
        if (!b.AreNear && (long)depth * b.Columns * Unsafe.SizeOf<T>() > Near)
        {
            var lines = ((depth * Unsafe.SizeOf<T>()) + Line.Size - 1) / Line.Size;
            _lines = (lines + tiles - 1) / tiles;
        }
    }

    private static int Columns => ManyColumns<V>.Columns;

    /// <summary>Asks for one tile's part.</summary>
    /// <param name="strip">The strip that multiplies; behind the last one others are asked for in vain.</param>
    /// <param name="tile">Which tile.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Ask(ref T strip, nint tile)
    {
        nint perLine = Line.Size / Unsafe.SizeOf<T>();
        ref var line = ref Unsafe.Add(ref strip, (Columns * _columnStep) + (tile * _lines * perLine));
        for (var l = 0; l < _lines; l++)
        {
            // One by one: a loop over the columns was measured to take longer.
            Prefetch.ToSecondLevel(ref line);
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

            line = ref Unsafe.Add(ref line, perLine);
        }
    }
}
