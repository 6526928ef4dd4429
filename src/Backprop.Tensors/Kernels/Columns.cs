using System.Runtime.CompilerServices;

namespace Backprop.Tensors.Kernels;

/// <summary>One register of rows.</summary>
internal readonly struct Single<V, T>(V value) : IColumn<Single<V, T>, V, T>
    where V : struct, ILanes<V, T>
{
    private readonly V _value = value;

    public static int Rows => V.Count;

    public static Single<V, T> Load(ref readonly T source, nint offset) => new(V.Load(in source, offset));

    public void Store(ref T destination, nint offset) => _value.Store(ref destination, offset);

    public Single<V, T> PlusScaled(Single<V, T> column, V factor) => new(V.FusedMultiplyAdd(column._value, factor, _value));
}

/// <summary>Two registers of rows: each factor that is broadcast is used twice.</summary>
internal readonly struct Double<V, T>(V upper, V lower) : IColumn<Double<V, T>, V, T>
    where V : struct, ILanes<V, T>
{
    private readonly V _upper = upper;
    private readonly V _lower = lower;

    public static int Rows => 2 * V.Count;

    // Without the hint the methods of the inner loop stay calls, and the accumulators go through memory.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Double<V, T> Load(ref readonly T source, nint offset) =>
        new(V.Load(in source, offset), V.Load(in source, offset + V.Count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref T destination, nint offset)
    {
        _upper.Store(ref destination, offset);
        _lower.Store(ref destination, offset + V.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Double<V, T> PlusScaled(Double<V, T> column, V factor) =>
        new(V.FusedMultiplyAdd(column._upper, factor, _upper), V.FusedMultiplyAdd(column._lower, factor, _lower));
}
