using System.Runtime.CompilerServices;

namespace Backprop.Tensors.Kernels;

/// <summary>One register of rows.</summary>
internal struct OneRegister<V, T>(V value) : IColumn<OneRegister<V, T>, V, T>
    where V : struct, ILanes<V, T>
{
    private V _value = value;

    public static int Rows => V.Count;

    // Without the hint the methods of the inner loop stay calls, and the accumulators go through memory.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneRegister<V, T> Load(ref readonly T source, nint offset) => new(V.Load(in source, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneRegister<V, T> Broadcast(ref readonly T source, nint offset) => new(V.Broadcast(Unsafe.Add(ref Unsafe.AsRef(in source), offset)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(ref T destination, nint offset) => _value.Store(ref destination, offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddScaled(in OneRegister<V, T> column, ref readonly T factor) => V.AddProduct(ref _value, column._value, in factor);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddScaled(in OneRegister<V, T> column, in V factor) => V.AddProduct(ref _value, column._value, factor);
}

/// <summary>Two registers of rows: each factor that is broadcast is used twice.</summary>
internal struct TwoRegisters<V, T>(V upper, V lower) : IColumn<TwoRegisters<V, T>, V, T>
    where V : struct, ILanes<V, T>
{
    private V _upper = upper;
    private V _lower = lower;

    public static int Rows => 2 * V.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoRegisters<V, T> Load(ref readonly T source, nint offset) =>
        new(V.Load(in source, offset), V.Load(in source, offset + V.Count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoRegisters<V, T> Broadcast(ref readonly T source, nint offset)
    {
        var value = V.Broadcast(Unsafe.Add(ref Unsafe.AsRef(in source), offset));
        return new(value, value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(ref T destination, nint offset)
    {
        _upper.Store(ref destination, offset);
        _lower.Store(ref destination, offset + V.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddScaled(in TwoRegisters<V, T> column, ref readonly T factor) =>
        V.AddProducts(ref _upper, ref _lower, column._upper, column._lower, in factor);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddScaled(in TwoRegisters<V, T> column, in V factor)
    {
        V.AddProduct(ref _upper, column._upper, factor);
        V.AddProduct(ref _lower, column._lower, factor);
    }
}
