namespace Backprop.Tensors.Kernels;

/// <summary>Where operands are packed: memory of each thread's own, which grows to the largest product it has seen.</summary>
internal static class Scratch<T>
{
    [ThreadStatic]
    private static T[]? s_panels;

    [ThreadStatic]
    private static T[]? s_strips;

    [ThreadStatic]
    private static T[]? s_sums;

    /// <summary>Room for rows of A; what it holds is left from before.</summary>
    public static Span<T> Panels(int length) => Room(ref s_panels, length);

    /// <summary>Room for columns of B; what it holds is left from before.</summary>
    public static Span<T> Strips(int length) => Room(ref s_strips, length);

    /// <summary>Room for sums of a strip; what it holds is left from before.</summary>
    public static Span<T> Sums(int length) => Room(ref s_sums, length);

    private static Span<T> Room(ref T[]? array, int length)
    {
        if (array is null || array.Length < length)
        {
            array = GC.AllocateUninitializedArray<T>(length);
        }

        return array.AsSpan(0, length);
    }
}
