using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Backprop.Tensors.Kernels;

/// <summary>128 bits of lanes.</summary>
internal struct Lanes128<T>(Vector128<T> value) : ILanes<Lanes128<T>, T>, IWidening<Lanes128<T>, Lanes128<double>, T>
    where T : unmanaged
{
    private Vector128<T> _value = value;

    public static int Count => Vector128<T>.Count;

    public static Lanes128<T> Broadcast(T value) => new(Vector128.Create(value));

    public static Lanes128<T> Load(ReadOnlySpan<T> source) => new(Vector128.Create(source));

    public static Lanes128<T> Load(ref readonly T source, nint offset) => new(Vector128.LoadUnsafe(in source, (nuint)offset));

    public readonly void Store(Span<T> destination) => _value.CopyTo(destination);

    public readonly void Store(ref T destination, nint offset) => _value.StoreUnsafe(ref destination, (nuint)offset);

    public static Lanes128<T> operator +(Lanes128<T> x, Lanes128<T> y) => new(x._value + y._value);

    public static Lanes128<T> operator -(Lanes128<T> x, Lanes128<T> y) => new(x._value - y._value);

    public static Lanes128<T> operator *(Lanes128<T> x, Lanes128<T> y) => new(x._value * y._value);

    public static Lanes128<T> operator /(Lanes128<T> x, Lanes128<T> y) => new(x._value / y._value);

    public static Lanes128<T> operator -(Lanes128<T> x) => new(-x._value);

    public static Lanes128<T> operator &(Lanes128<T> x, Lanes128<T> y) => new(x._value & y._value);

    public static Lanes128<T> operator |(Lanes128<T> x, Lanes128<T> y) => new(x._value | y._value);

    public static Lanes128<T> operator ^(Lanes128<T> x, Lanes128<T> y) => new(x._value ^ y._value);

    public static Lanes128<T> operator ~(Lanes128<T> x) => new(~x._value);

    public static Lanes128<T> FusedMultiplyAdd(Lanes128<T> x, Lanes128<T> y, Lanes128<T> sum) =>
        typeof(T) == typeof(float)
            ? new(Vector128.FusedMultiplyAdd(x._value.AsSingle(), y._value.AsSingle(), sum._value.AsSingle()).As<float, T>())
            : new(Vector128.FusedMultiplyAdd(x._value.AsDouble(), y._value.AsDouble(), sum._value.AsDouble()).As<double, T>());

    public static Lanes128<T> FusedMultiplyAdd(Lanes128<T> x, Lanes128<T> y, ref readonly T sum) =>
        typeof(T) == typeof(float)
            ? new(Vector128.FusedMultiplyAdd(x._value.AsSingle(), y._value.AsSingle(), Vector128.LoadUnsafe(in sum).AsSingle()).As<float, T>())
            : new(Vector128.FusedMultiplyAdd(x._value.AsDouble(), y._value.AsDouble(), Vector128.LoadUnsafe(in sum).AsDouble()).As<double, T>());

    public static Lanes128<T> FusedMultiplyAdd(ref readonly T x, Lanes128<T> y, Lanes128<T> sum) =>
        typeof(T) == typeof(float)
            ? new(Vector128.FusedMultiplyAdd(Vector128.LoadUnsafe(in x).AsSingle(), y._value.AsSingle(), sum._value.AsSingle()).As<float, T>())
            : new(Vector128.FusedMultiplyAdd(Vector128.LoadUnsafe(in x).AsDouble(), y._value.AsDouble(), sum._value.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(ref Lanes128<T> sum, in Lanes128<T> x, ref readonly T factor)
    {
        var all = Vector128.Create(factor);
        if (typeof(T) == typeof(float))
        {
            sum._value = Vector128.FusedMultiplyAdd(x._value.AsSingle(), all.AsSingle(), sum._value.AsSingle()).As<float, T>();
        }
        else
        {
            sum._value = Vector128.FusedMultiplyAdd(x._value.AsDouble(), all.AsDouble(), sum._value.AsDouble()).As<double, T>();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(ref Lanes128<T> sum, in Lanes128<T> x, in Lanes128<T> factor)
    {
        if (typeof(T) == typeof(float))
        {
            sum._value = Vector128.FusedMultiplyAdd(x._value.AsSingle(), factor._value.AsSingle(), sum._value.AsSingle()).As<float, T>();
        }
        else
        {
            sum._value = Vector128.FusedMultiplyAdd(x._value.AsDouble(), factor._value.AsDouble(), sum._value.AsDouble()).As<double, T>();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProducts(ref Lanes128<T> sum, ref Lanes128<T> sum2, in Lanes128<T> x, in Lanes128<T> x2, ref readonly T factor)
    {
        var all = Vector128.Create(factor);
        if (typeof(T) == typeof(float))
        {
            sum._value = Vector128.FusedMultiplyAdd(x._value.AsSingle(), all.AsSingle(), sum._value.AsSingle()).As<float, T>();
            sum2._value = Vector128.FusedMultiplyAdd(x2._value.AsSingle(), all.AsSingle(), sum2._value.AsSingle()).As<float, T>();
        }
        else
        {
            sum._value = Vector128.FusedMultiplyAdd(x._value.AsDouble(), all.AsDouble(), sum._value.AsDouble()).As<double, T>();
            sum2._value = Vector128.FusedMultiplyAdd(x2._value.AsDouble(), all.AsDouble(), sum2._value.AsDouble()).As<double, T>();
        }
    }

    public static Lanes128<T> Sqrt(Lanes128<T> x) => new(Vector128.Sqrt(x._value));

    public static Lanes128<T> Abs(Lanes128<T> x) => new(Vector128.Abs(x._value));

    public static Lanes128<T> CopySign(Lanes128<T> x, Lanes128<T> sign) => new(Vector128.CopySign(x._value, sign._value));

    public static Lanes128<T> Max(Lanes128<T> x, Lanes128<T> y) => new(Vector128.Max(x._value, y._value));

    public static Lanes128<T> Min(Lanes128<T> x, Lanes128<T> y) => new(Vector128.Min(x._value, y._value));

    // Either NaN itself or, where the processor compares and selects, the second operand.
    public static Lanes128<T> AtLeast(Lanes128<T> x, Lanes128<T> floor) => new(Vector128.MaxNative(floor._value, x._value));

    public static Lanes128<T> AtMost(Lanes128<T> x, Lanes128<T> ceiling) => new(Vector128.MinNative(ceiling._value, x._value));

    public static Lanes128<T> WhereLess(Lanes128<T> x, Lanes128<T> y, Lanes128<T> yes, Lanes128<T> no) =>
        new(Vector128.ConditionalSelect(Vector128.LessThan(x._value, y._value), yes._value, no._value));

    public static Lanes128<T> WhereLessOrEqual(Lanes128<T> x, Lanes128<T> y, Lanes128<T> yes, Lanes128<T> no) =>
        new(Vector128.ConditionalSelect(Vector128.LessThanOrEqual(x._value, y._value), yes._value, no._value));

    public static Lanes128<T> WhereEqual(Lanes128<T> x, Lanes128<T> y, Lanes128<T> yes, Lanes128<T> no) =>
        new(Vector128.ConditionalSelect(Vector128.Equals(x._value, y._value), yes._value, no._value));

    public static Lanes128<T> AddBits(Lanes128<T> x, Lanes128<T> y) => new((x._value.AsInt64() + y._value.AsInt64()).As<long, T>());

    public static Lanes128<T> SubtractBits(Lanes128<T> x, Lanes128<T> y) => new((x._value.AsInt64() - y._value.AsInt64()).As<long, T>());

    public static Lanes128<T> ShiftLeft(Lanes128<T> x, int bits) => new(Vector128.ShiftLeft(x._value.AsInt64(), bits).As<long, T>());

    public static Lanes128<T> ShiftRight(Lanes128<T> x, int bits) =>
        new(Vector128.ShiftRightLogical(x._value.AsInt64(), bits).As<long, T>());

    public static Lanes128<double> LoadWide(ref readonly T source, nint offset)
    {
        if (typeof(T) == typeof(double)) return Unsafe.BitCast<Lanes128<T>, Lanes128<double>>(Load(in source, offset));

        var narrow = Vector64.LoadUnsafe(in source, (nuint)offset).AsSingle();
        return new(Vector128.WidenLower(narrow.ToVector128Unsafe()));
    }

    public static void StoreRounded(Lanes128<double> value, ref T destination, nint offset)
    {
        if (typeof(T) == typeof(double))
        {
            Unsafe.BitCast<Lanes128<double>, Lanes128<T>>(value).Store(ref destination, offset);
        }
        else
        {
            Narrow(value._value).As<float, T>().StoreUnsafe(ref destination, (nuint)offset);
        }
    }

    public static Lanes128<double> Rounded(Lanes128<double> value) =>
        typeof(T) == typeof(double) ? value : new(Vector128.WidenLower(Narrow(value._value).ToVector128Unsafe()));

    private static Vector64<float> Narrow(Vector128<double> value) => Vector128.Narrow(value, value).GetLower();
}
