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
