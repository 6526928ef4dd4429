using System.Runtime.CompilerServices;

namespace Backprop.Tensors.Kernels;

/// <summary>What the sums of a <see cref="LaneProduct{V, T}"/> start from, if there is such a start.</summary>
internal interface IStart
{
    /// <summary>The sums of one column of some rows, before anything is added.</summary>
    static abstract TColumn Of<TColumn, V, T>(ref readonly T start, nint column)
        where TColumn : struct, IColumn<TColumn, V, T>
        where V : struct, ILanes<V, T>;

    /// <summary>The start of other rows and columns, so many behind; none behind none.</summary>
    static abstract ref readonly T Behind<T>(ref readonly T start, nint rows, nint columns);
}

/// <summary>One for each row, as the bias is where units lie side by side.</summary>
internal readonly struct RowStart : IStart
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TColumn Of<TColumn, V, T>(ref readonly T start, nint column)
        where TColumn : struct, IColumn<TColumn, V, T>
        where V : struct, ILanes<V, T> => TColumn.Load(in start, 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref readonly T Behind<T>(ref readonly T start, nint rows, nint columns) =>
        ref Unsafe.IsNullRef(in start) ? ref start : ref Unsafe.Add(ref Unsafe.AsRef(in start), rows);
}

/// <summary>One for each column, as the bias is where samples lie side by side.</summary>
internal readonly struct ColumnStart : IStart
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TColumn Of<TColumn, V, T>(ref readonly T start, nint column)
        where TColumn : struct, IColumn<TColumn, V, T>
        where V : struct, ILanes<V, T> => TColumn.Broadcast(in start, column);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref readonly T Behind<T>(ref readonly T start, nint rows, nint columns) =>
        ref Unsafe.IsNullRef(in start) ? ref start : ref Unsafe.Add(ref Unsafe.AsRef(in start), columns);
}
