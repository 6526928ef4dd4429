using System.Runtime.CompilerServices;

namespace Backprop.Tensors.Kernels;

/// <summary>Lanes of double that are elements in memory: widened exactly when read, rounded once when written.</summary>
internal readonly struct Wide<V, D, T>(D value) : IRegister<Wide<V, D, T>, T>
    where V : struct, IWidening<V, D, T>
    where D : struct, ILanes<D, double>
{
    public static int Count => D.Count;

    public D Value { get; } = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<V, D, T> Load(ref readonly T source, nint offset) => new(V.LoadWide(in source, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref T destination, nint offset) => V.StoreRounded(Value, ref destination, offset);
}

/// <summary>Elements that are widened to a pair of registers.</summary>
internal readonly struct Halves<V, D, T> : IWidening<Halves<V, D, T>, Pair<D>, T>
    where V : struct, IWidening<V, D, T>
    where D : struct, ILanes<D, double>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<D> LoadWide(ref readonly T source, nint offset) => new(V.LoadWide(in source, offset), V.LoadWide(in source, offset + D.Count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreRounded(Pair<D> value, ref T destination, nint offset)
    {
        V.StoreRounded(value.First, ref destination, offset);
        V.StoreRounded(value.Second, ref destination, offset + D.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<D> Rounded(Pair<D> value) => new(V.Rounded(value.First), V.Rounded(value.Second));
}
