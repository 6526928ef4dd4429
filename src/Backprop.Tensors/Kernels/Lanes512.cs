using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Backprop.Tensors.Kernels;

/// <summary>512 bits of lanes.</summary>
internal struct Lanes512<T>(Vector512<T> value) : ILanes<Lanes512<T>, T>, IWidening<Lanes512<T>, Lanes512<double>, T>
    where T : unmanaged
{
    private Vector512<T> _value = value;

    public static int Count => Vector512<T>.Count;

    public static Lanes512<T> Broadcast(T value) => new(Vector512.Create(value));

    public static Lanes512<T> Load(ReadOnlySpan<T> source) => new(Vector512.Create(source));

    public static Lanes512<T> Load(ref readonly T source, nint offset) => new(Vector512.LoadUnsafe(in source, (nuint)offset));

    public readonly void Store(Span<T> destination) => _value.CopyTo(destination);

    public readonly void Store(ref T destination, nint offset) => _value.StoreUnsafe(ref destination, (nuint)offset);

    public static Lanes512<T> operator +(Lanes512<T> x, Lanes512<T> y) => new(x._value + y._value);

    public static Lanes512<T> operator -(Lanes512<T> x, Lanes512<T> y) => new(x._value - y._value);

    public static Lanes512<T> operator *(Lanes512<T> x, Lanes512<T> y) => new(x._value * y._value);

    public static Lanes512<T> operator /(Lanes512<T> x, Lanes512<T> y) => new(x._value / y._value);

    public static Lanes512<T> operator -(Lanes512<T> x) => new(-x._value);

    public static Lanes512<T> operator &(Lanes512<T> x, Lanes512<T> y) => new(x._value & y._value);

    public static Lanes512<T> operator |(Lanes512<T> x, Lanes512<T> y) => new(x._value | y._value);

    public static Lanes512<T> operator ^(Lanes512<T> x, Lanes512<T> y) => new(x._value ^ y._value);

    public static Lanes512<T> operator ~(Lanes512<T> x) => new(~x._value);

    public static Lanes512<T> FusedMultiplyAdd(Lanes512<T> x, Lanes512<T> y, Lanes512<T> sum) =>
        typeof(T) == typeof(float)
            ? new(Vector512.FusedMultiplyAdd(x._value.AsSingle(), y._value.AsSingle(), sum._value.AsSingle()).As<float, T>())
            : new(Vector512.FusedMultiplyAdd(x._value.AsDouble(), y._value.AsDouble(), sum._value.AsDouble()).As<double, T>());

    public static Lanes512<T> FusedMultiplyAdd(Lanes512<T> x, Lanes512<T> y, ref readonly T sum) =>
        typeof(T) == typeof(float)
            ? new(Vector512.FusedMultiplyAdd(x._value.AsSingle(), y._value.AsSingle(), Vector512.LoadUnsafe(in sum).AsSingle()).As<float, T>())
            : new(Vector512.FusedMultiplyAdd(x._value.AsDouble(), y._value.AsDouble(), Vector512.LoadUnsafe(in sum).AsDouble()).As<double, T>());

    public static Lanes512<T> FusedMultiplyAdd(ref readonly T x, Lanes512<T> y, Lanes512<T> sum) =>
        typeof(T) == typeof(float)
            ? new(Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(in x).AsSingle(), y._value.AsSingle(), sum._value.AsSingle()).As<float, T>())
            : new(Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(in x).AsDouble(), y._value.AsDouble(), sum._value.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(ref Lanes512<T> sum, in Lanes512<T> x, ref readonly T factor)
    {
        var all = Vector512.Create(factor);
        if (typeof(T) == typeof(float))
        {
            sum._value = Vector512.FusedMultiplyAdd(x._value.AsSingle(), all.AsSingle(), sum._value.AsSingle()).As<float, T>();
        }
        else
        {
            sum._value = Vector512.FusedMultiplyAdd(x._value.AsDouble(), all.AsDouble(), sum._value.AsDouble()).As<double, T>();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(ref Lanes512<T> sum, in Lanes512<T> x, in Lanes512<T> factor)
    {
        if (typeof(T) == typeof(float))
        {
            sum._value = Vector512.FusedMultiplyAdd(x._value.AsSingle(), factor._value.AsSingle(), sum._value.AsSingle()).As<float, T>();
        }
        else
        {
            sum._value = Vector512.FusedMultiplyAdd(x._value.AsDouble(), factor._value.AsDouble(), sum._value.AsDouble()).As<double, T>();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProducts(ref Lanes512<T> sum, ref Lanes512<T> sum2, in Lanes512<T> x, in Lanes512<T> x2, ref readonly T factor)
    {
        var all = Vector512.Create(factor);
        if (typeof(T) == typeof(float))
        {
            sum._value = Vector512.FusedMultiplyAdd(x._value.AsSingle(), all.AsSingle(), sum._value.AsSingle()).As<float, T>();
            sum2._value = Vector512.FusedMultiplyAdd(x2._value.AsSingle(), all.AsSingle(), sum2._value.AsSingle()).As<float, T>();
        }
        else
        {
            sum._value = Vector512.FusedMultiplyAdd(x._value.AsDouble(), all.AsDouble(), sum._value.AsDouble()).As<double, T>();
            sum2._value = Vector512.FusedMultiplyAdd(x2._value.AsDouble(), all.AsDouble(), sum2._value.AsDouble()).As<double, T>();
        }
    }

    public static Lanes512<T> Sqrt(Lanes512<T> x) => new(Vector512.Sqrt(x._value));

    public static Lanes512<T> Abs(Lanes512<T> x) => new(Vector512.Abs(x._value));

    public static Lanes512<T> CopySign(Lanes512<T> x, Lanes512<T> sign) => new(Vector512.CopySign(x._value, sign._value));

    public static Lanes512<T> Max(Lanes512<T> x, Lanes512<T> y) => new(Vector512.Max(x._value, y._value));

    public static Lanes512<T> Min(Lanes512<T> x, Lanes512<T> y) => new(Vector512.Min(x._value, y._value));

    // Either NaN itself or, where the processor compares and selects, the second operand.
    public static Lanes512<T> AtLeast(Lanes512<T> x, Lanes512<T> floor) => new(Vector512.MaxNative(floor._value, x._value));

    public static Lanes512<T> AtMost(Lanes512<T> x, Lanes512<T> ceiling) => new(Vector512.MinNative(ceiling._value, x._value));

    public static Lanes512<T> WhereLess(Lanes512<T> x, Lanes512<T> y, Lanes512<T> yes, Lanes512<T> no) =>
        new(Vector512.ConditionalSelect(Vector512.LessThan(x._value, y._value), yes._value, no._value));

    public static Lanes512<T> WhereLessOrEqual(Lanes512<T> x, Lanes512<T> y, Lanes512<T> yes, Lanes512<T> no) =>
        new(Vector512.ConditionalSelect(Vector512.LessThanOrEqual(x._value, y._value), yes._value, no._value));

    public static Lanes512<T> WhereEqual(Lanes512<T> x, Lanes512<T> y, Lanes512<T> yes, Lanes512<T> no) =>
        new(Vector512.ConditionalSelect(Vector512.Equals(x._value, y._value), yes._value, no._value));

    public static Lanes512<T> AddBits(Lanes512<T> x, Lanes512<T> y) => new((x._value.AsInt64() + y._value.AsInt64()).As<long, T>());

    public static Lanes512<T> SubtractBits(Lanes512<T> x, Lanes512<T> y) => new((x._value.AsInt64() - y._value.AsInt64()).As<long, T>());

    public static Lanes512<T> ShiftLeft(Lanes512<T> x, int bits) => new(Vector512.ShiftLeft(x._value.AsInt64(), bits).As<long, T>());

    public static Lanes512<T> ShiftRight(Lanes512<T> x, int bits) =>
        new(Vector512.ShiftRightLogical(x._value.AsInt64(), bits).As<long, T>());

    public static Lanes512<double> LoadWide(ref readonly T source, nint offset)
    {
        if (typeof(T) == typeof(double)) return Unsafe.BitCast<Lanes512<T>, Lanes512<double>>(Load(in source, offset));

        var narrow = Vector256.LoadUnsafe(in source, (nuint)offset).AsSingle();
        return new(Vector512.WidenLower(narrow.ToVector512Unsafe()));
    }

    public static void StoreRounded(Lanes512<double> value, ref T destination, nint offset)
    {
        if (typeof(T) == typeof(double))
        {
            Unsafe.BitCast<Lanes512<double>, Lanes512<T>>(value).Store(ref destination, offset);
        }
        else
        {
            Narrow(value._value).As<float, T>().StoreUnsafe(ref destination, (nuint)offset);
        }
    }

    public static Lanes512<double> Rounded(Lanes512<double> value) =>
        typeof(T) == typeof(double) ? value : new(Vector512.WidenLower(Narrow(value._value).ToVector512Unsafe()));

    private static Vector256<float> Narrow(Vector512<double> value) =>
        Avx512F.IsSupported ? Avx512F.ConvertToVector256Single(value) : Vector512.Narrow(value, value).GetLower();
}
