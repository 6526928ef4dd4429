namespace Backprop.Tensors.Kernels;

/// <summary>What can be read from elements in memory, several at a time, and written there.</summary>
internal interface IRegister<TSelf, T>
    where TSelf : struct, IRegister<TSelf, T>
{
    /// <summary>Number of lanes.</summary>
    static abstract int Count { get; }

    /// <summary>The <see cref="Count"/> values from <paramref name="offset"/> on; unchecked.</summary>
    static abstract TSelf Load(ref readonly T source, nint offset);

    /// <summary>Writes the lanes to the <see cref="Count"/> places from <paramref name="offset"/> on; unchecked.</summary>
    void Store(ref T destination, nint offset);
}

/// <summary>Lanes of double that are elements in memory: widened exactly when read, rounded once when written.</summary>
internal readonly struct Wide<V, D, T>(D value) : IRegister<Wide<V, D, T>, T>
    where V : struct, IWidening<V, D, T>
    where D : struct, ILanes<D, double>
{
    public static int Count => D.Count;

    public D Value { get; } = value;

    public static Wide<V, D, T> Load(ref readonly T source, nint offset) => new(V.LoadWide(in source, offset));

    public void Store(ref T destination, nint offset) => V.StoreRounded(Value, ref destination, offset);
}
