namespace Backprop.Tensors.Kernels;

/// <summary>The rows of one column that a register tile holds: one register or two.</summary>
internal interface IColumn<TSelf, V, T>
    where TSelf : struct, IColumn<TSelf, V, T>
    where V : struct, ILanes<V, T>
{
    /// <summary>Number of rows.</summary>
    static abstract int Rows { get; }

    /// <summary>The rows from <paramref name="offset"/> on; unchecked.</summary>
    static abstract TSelf Load(ref readonly T source, nint offset);

    /// <summary>The value at <paramref name="offset"/> in every row; unchecked.</summary>
    static abstract TSelf Broadcast(ref readonly T source, nint offset);

    /// <summary>Writes the rows from <paramref name="offset"/> on; unchecked.</summary>
    void Store(ref T destination, nint offset);

    /// <summary>this ← this + column·factor, each row rounded once.</summary>
    void AddScaled(in TSelf column, ref readonly T factor);

    /// <summary>The same, with the factor in every lane.</summary>
    void AddScaled(in TSelf column, in V factor);
}
