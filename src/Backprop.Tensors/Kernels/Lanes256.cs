using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Backprop.Tensors.Kernels;

/// <summary>256 bits of lanes.</summary>
internal struct Lanes256<T>(Vector256<T> value) : ILanes<Lanes256<T>, T>, IWidening<Lanes256<T>, Lanes256<double>, T>
    where T : unmanaged
{
    private Vector256<T> _value = value;

    public static int Count => Vector256<T>.Count;

    public static Lanes256<T> Broadcast(T value) => new(Vector256.Create(value));

    public static Lanes256<T> Load(ReadOnlySpan<T> source) => new(Vector256.Create(source));

    public static Lanes256<T> Load(ref readonly T source, nint offset) => new(Vector256.LoadUnsafe(in source, (nuint)offset));

    public readonly void Store(Span<T> destination) => _value.CopyTo(destination);

    public readonly void Store(ref T destination, nint offset) => _value.StoreUnsafe(ref destination, (nuint)offset);

    public static Lanes256<T> operator +(Lanes256<T> x, Lanes256<T> y) => new(x._value + y._value);

    public static Lanes256<T> operator -(Lanes256<T> x, Lanes256<T> y) => new(x._value - y._value);

    public static Lanes256<T> operator *(Lanes256<T> x, Lanes256<T> y) => new(x._value * y._value);

    public static Lanes256<T> operator /(Lanes256<T> x, Lanes256<T> y) => new(x._value / y._value);

    public static Lanes256<T> operator -(Lanes256<T> x) => new(-x._value);

    public static Lanes256<T> operator &(Lanes256<T> x, Lanes256<T> y) => new(x._value & y._value);

    public static Lanes256<T> operator |(Lanes256<T> x, Lanes256<T> y) => new(x._value | y._value);

    public static Lanes256<T> operator ^(Lanes256<T> x, Lanes256<T> y) => new(x._value ^ y._value);

    public static Lanes256<T> operator ~(Lanes256<T> x) => new(~x._value);

    public static Lanes256<T> FusedMultiplyAdd(Lanes256<T> x, Lanes256<T> y, Lanes256<T> sum) =>
        typeof(T) == typeof(float)
            ? new(Vector256.FusedMultiplyAdd(x._value.AsSingle(), y._value.AsSingle(), sum._value.AsSingle()).As<float, T>())
            : new(Vector256.FusedMultiplyAdd(x._value.AsDouble(), y._value.AsDouble(), sum._value.AsDouble()).As<double, T>());

    public static Lanes256<T> FusedMultiplyAdd(Lanes256<T> x, Lanes256<T> y, ref readonly T sum) =>
        typeof(T) == typeof(float)
            ? new(Vector256.FusedMultiplyAdd(x._value.AsSingle(), y._value.AsSingle(), Vector256.LoadUnsafe(in sum).AsSingle()).As<float, T>())
            : new(Vector256.FusedMultiplyAdd(x._value.AsDouble(), y._value.AsDouble(), Vector256.LoadUnsafe(in sum).AsDouble()).As<double, T>());

    public static Lanes256<T> FusedMultiplyAdd(ref readonly T x, Lanes256<T> y, Lanes256<T> sum) =>
        typeof(T) == typeof(float)
            ? new(Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(in x).AsSingle(), y._value.AsSingle(), sum._value.AsSingle()).As<float, T>())
            : new(Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(in x).AsDouble(), y._value.AsDouble(), sum._value.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(ref Lanes256<T> sum, in Lanes256<T> x, ref readonly T factor)
    {
        var all = Vector256.Create(factor);
        if (typeof(T) == typeof(float))
        {
            sum._value = Vector256.FusedMultiplyAdd(x._value.AsSingle(), all.AsSingle(), sum._value.AsSingle()).As<float, T>();
        }
        else
        {
            sum._value = Vector256.FusedMultiplyAdd(x._value.AsDouble(), all.AsDouble(), sum._value.AsDouble()).As<double, T>();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(ref Lanes256<T> sum, in Lanes256<T> x, in Lanes256<T> factor)
    {
        if (typeof(T) == typeof(float))
        {
            sum._value = Vector256.FusedMultiplyAdd(x._value.AsSingle(), factor._value.AsSingle(), sum._value.AsSingle()).As<float, T>();
        }
        else
        {
            sum._value = Vector256.FusedMultiplyAdd(x._value.AsDouble(), factor._value.AsDouble(), sum._value.AsDouble()).As<double, T>();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProducts(ref Lanes256<T> sum, ref Lanes256<T> sum2, in Lanes256<T> x, in Lanes256<T> x2, ref readonly T factor)
    {
        var all = Vector256.Create(factor);
        if (typeof(T) == typeof(float))
        {
            sum._value = Vector256.FusedMultiplyAdd(x._value.AsSingle(), all.AsSingle(), sum._value.AsSingle()).As<float, T>();
            sum2._value = Vector256.FusedMultiplyAdd(x2._value.AsSingle(), all.AsSingle(), sum2._value.AsSingle()).As<float, T>();
        }
        else
        {
            sum._value = Vector256.FusedMultiplyAdd(x._value.AsDouble(), all.AsDouble(), sum._value.AsDouble()).As<double, T>();
            sum2._value = Vector256.FusedMultiplyAdd(x2._value.AsDouble(), all.AsDouble(), sum2._value.AsDouble()).As<double, T>();
        }
    }

    public static Lanes256<T> Sqrt(Lanes256<T> x) => new(Vector256.Sqrt(x._value));

    public static Lanes256<T> Abs(Lanes256<T> x) => new(Vector256.Abs(x._value));

    public static Lanes256<T> CopySign(Lanes256<T> x, Lanes256<T> sign) => new(Vector256.CopySign(x._value, sign._value));

    public static Lanes256<T> Max(Lanes256<T> x, Lanes256<T> y) => new(Vector256.Max(x._value, y._value));

    public static Lanes256<T> Min(Lanes256<T> x, Lanes256<T> y) => new(Vector256.Min(x._value, y._value));

    // Either NaN itself or, where the processor compares and selects, the second operand.
    public static Lanes256<T> AtLeast(Lanes256<T> x, Lanes256<T> floor) => new(Vector256.MaxNative(floor._value, x._value));

    public static Lanes256<T> AtMost(Lanes256<T> x, Lanes256<T> ceiling) => new(Vector256.MinNative(ceiling._value, x._value));

    public static Lanes256<T> WhereLess(Lanes256<T> x, Lanes256<T> y, Lanes256<T> yes, Lanes256<T> no) =>
        new(Vector256.ConditionalSelect(Vector256.LessThan(x._value, y._value), yes._value, no._value));

    public static Lanes256<T> WhereLessOrEqual(Lanes256<T> x, Lanes256<T> y, Lanes256<T> yes, Lanes256<T> no) =>
        new(Vector256.ConditionalSelect(Vector256.LessThanOrEqual(x._value, y._value), yes._value, no._value));

    public static Lanes256<T> WhereEqual(Lanes256<T> x, Lanes256<T> y, Lanes256<T> yes, Lanes256<T> no) =>
        new(Vector256.ConditionalSelect(Vector256.Equals(x._value, y._value), yes._value, no._value));

    public static Lanes256<T> AddBits(Lanes256<T> x, Lanes256<T> y) => new((x._value.AsInt64() + y._value.AsInt64()).As<long, T>());

    public static Lanes256<T> SubtractBits(Lanes256<T> x, Lanes256<T> y) => new((x._value.AsInt64() - y._value.AsInt64()).As<long, T>());

    public static Lanes256<T> ShiftLeft(Lanes256<T> x, int bits) => new(Vector256.ShiftLeft(x._value.AsInt64(), bits).As<long, T>());

    public static Lanes256<T> ShiftRight(Lanes256<T> x, int bits) =>
        new(Vector256.ShiftRightLogical(x._value.AsInt64(), bits).As<long, T>());

    public static Lanes256<double> LoadWide(ref readonly T source, nint offset)
    {
        if (typeof(T) == typeof(double)) return Unsafe.BitCast<Lanes256<T>, Lanes256<double>>(Load(in source, offset));

        var narrow = Vector128.LoadUnsafe(in source, (nuint)offset).AsSingle();
        return new(Vector256.WidenLower(narrow.ToVector256Unsafe()));
    }

    public static void StoreRounded(Lanes256<double> value, ref T destination, nint offset)
    {
        if (typeof(T) == typeof(double))
        {
            Unsafe.BitCast<Lanes256<double>, Lanes256<T>>(value).Store(ref destination, offset);
        }
        else
        {
            Narrow(value._value).As<float, T>().StoreUnsafe(ref destination, (nuint)offset);
        }
    }

    public static Lanes256<double> Rounded(Lanes256<double> value) =>
        typeof(T) == typeof(double) ? value : new(Vector256.WidenLower(Narrow(value._value).ToVector256Unsafe()));

    private static Vector128<float> Narrow(Vector256<double> value) =>
        Avx.IsSupported ? Avx.ConvertToVector128Single(value) : Vector256.Narrow(value, value).GetLower();
}
