using System.Runtime.CompilerServices;

namespace Backprop.Tensors.Kernels;

/// <summary>How many columns a tile has.</summary>
internal interface IWidth
{
    /// <summary>1, 4, 6 or 8.</summary>
    static abstract int Columns { get; }
}

/// <summary>
/// Six: twelve accumulators (two rows of six) hide the latency of FMA and still fit in sixteen registers. Eight where lanes of
/// 512 bits bring thirty-two registers: batches are often a multiple of eight, and each load of A serves more products.
/// </summary>
internal readonly struct ManyColumns<V> : IWidth
{
    public static int Columns
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(V) == typeof(Lanes512<float>) || typeof(V) == typeof(Lanes512<double>) ? 8 : 6;
    }
}

/// <summary>Eight, of one register each, hide the latency as well.</summary>
internal readonly struct EightColumns : IWidth
{
    public static int Columns => 8;
}

/// <summary>Four: eight accumulators just hide the latency; for columns that are left.</summary>
internal readonly struct FewColumns : IWidth
{
    public static int Columns => 4;
}

/// <summary>One, where not even four are left.</summary>
internal readonly struct OneColumn : IWidth
{
    public static int Columns => 1;
}
