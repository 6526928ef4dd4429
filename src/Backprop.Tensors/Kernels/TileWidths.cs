using System.Runtime.CompilerServices;

namespace Backprop.Tensors.Kernels;

/// <summary>How many columns a tile has.</summary>
internal interface IWidth
{
    /// <summary>1 to 9.</summary>
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

/// <summary>One: each product waits for the one before it.</summary>
internal readonly struct OneColumn : IWidth
{
    public static int Columns => 1;
}

/// <summary>Two.</summary>
internal readonly struct TwoColumns : IWidth
{
    public static int Columns => 2;
}

/// <summary>Three.</summary>
internal readonly struct ThreeColumns : IWidth
{
    public static int Columns => 3;
}

/// <summary>Four: in two registers each they just hide the latency; for columns that are left.</summary>
internal readonly struct FewColumns : IWidth
{
    public static int Columns => 4;
}

/// <summary>Five.</summary>
internal readonly struct FiveColumns : IWidth
{
    public static int Columns => 5;
}

/// <summary>Six.</summary>
internal readonly struct SixColumns : IWidth
{
    public static int Columns => 6;
}

/// <summary>Seven.</summary>
internal readonly struct SevenColumns : IWidth
{
    public static int Columns => 7;
}

/// <summary>Eight: in one register each they just hide the latency.</summary>
internal readonly struct EightColumns : IWidth
{
    public static int Columns => 8;
}

/// <summary>Nine.</summary>
internal readonly struct NineColumns : IWidth
{
    public static int Columns => 9;
}
