using System.Runtime.CompilerServices;

namespace Backprop.Tensors.Kernels;

/// <summary>Where operands are packed: memory of each thread's own, which grows to the largest product it has seen.</summary>
internal static class Scratch<T>
    where T : unmanaged
{
    [ThreadStatic]
    private static T[]? s_panels;

    [ThreadStatic]
    private static T[]? s_strips;

    [ThreadStatic]
    private static T[]? s_sums;

    [ThreadStatic]
    private static T[]? s_turned;

    /// <summary>Room for rows of A; what it holds is left from before.</summary>
    public static Span<T> Panels(int length) => Room(ref s_panels, length);

    /// <summary>Room for columns of B; what it holds is left from before.</summary>
    public static Span<T> Strips(int length) => Room(ref s_strips, length);

    /// <summary>Room for the sums of some tiles; what it holds is left from before.</summary>
    public static Span<T> Sums(int length) => Room(ref s_sums, length);

    /// <summary>Room for a product whose rows and columns are still to be exchanged; what it holds is left from before.</summary>
    public static Span<T> Turned(int length) => Room(ref s_turned, length);

    /// <summary>Begins a line, so that a register lies in one; pinned, so that it stays there.</summary>
    private static Span<T> Room(ref T[]? array, int length)
    {
        var line = Line.Size / Unsafe.SizeOf<T>();
        if (array is null || array.Length < length + line)
        {
            array = GC.AllocateUninitializedArray<T>(length + line, pinned: true);
        }

        var behind = Line.Behind<T>(array) / Unsafe.SizeOf<T>();
        return array.AsSpan(behind > 0 ? line - behind : 0, length);
    }
}
