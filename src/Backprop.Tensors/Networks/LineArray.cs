using System.Runtime.CompilerServices;
using Backprop.Tensors.Kernels;

namespace Backprop.Tensors;

/// <summary>
/// Arrays whose first element begins a line of memory, and stays there: a register of 64 bytes then lies in one line, where it
/// else lies in two.
/// </summary>
internal static class LineArray
{
    /// <summary>What an array takes beside its elements.</summary>
    private const int Header = 24;

    /// <summary>Shorter arrays lie in a near cache anyhow.</summary>
    private const int Least = 1 << 12;

    /// <summary>Longer ones get a region of memory of their own, where nothing before them moves them.</summary>
    private const int Most = 1 << 22;

    private const int Tries = 4;

    /// <summary>An array of zeros. That it begins a line is an effort, not a promise.</summary>
    public static T[] Allocate<T>(int length)
        where T : unmanaged
    {
        var size = (long)length * Unsafe.SizeOf<T>();
        if (size is < Least or > Most)
        {
            return new T[length];
        }

        for (var tries = 0; tries < Tries; tries++)
        {
            // The heap of pinned arrays grows upwards: what is asked for next lies behind what was asked for last, so an array of bytes
            // can fill the line that an array of one line ends in. Unless there is a gap somewhere that is just large enough.
            var behind = Line.Behind<byte>(GC.AllocateUninitializedArray<byte>(Line.Size - Header, pinned: true));
            if (behind > 0)
            {
                var rest = Line.Size - behind;
                GC.AllocateUninitializedArray<byte>(rest >= Header ? rest - Header : rest + Line.Size - Header, pinned: true);
            }

            var array = GC.AllocateArray<T>(length, pinned: true);
            if (Line.Behind<T>(array) == 0)
            {
                return array;
            }
        }

        return new T[length];
    }
}
