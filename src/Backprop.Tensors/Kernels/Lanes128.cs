using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Backprop.Tensors.Kernels;

/// <summary>128 bits of lanes.</summary>
internal readonly struct Lanes128<T>(Vector128<T> value) : ILanes<Lanes128<T>, T>, IWidening<Lanes128<T>, Lanes128<double>>
{
    private readonly Vector128<T> _value = value;

    public static int Count => Vector128<T>.Count;

    public static Lanes128<T> Broadcast(T value) => new(Vector128.Create(value));

    public static Lanes128<T> Load(ReadOnlySpan<T> source) => new(Vector128.Create(source));

    public static Lanes128<T> Load(ref readonly T source, nint offset) => new(Vector128.LoadUnsafe(in source, (nuint)offset));

    public void Store(Span<T> destination) => _value.CopyTo(destination);

    public void Store(ref T destination, nint offset) => _value.StoreUnsafe(ref destination, (nuint)offset);

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

    public static Lanes128<T> Sqrt(Lanes128<T> x) => new(Vector128.Sqrt(x._value));

    public static Lanes128<T> Abs(Lanes128<T> x) => new(Vector128.Abs(x._value));

    public static Lanes128<T> Max(Lanes128<T> x, Lanes128<T> y) => new(Vector128.Max(x._value, y._value));

    public static Lanes128<T> Min(Lanes128<T> x, Lanes128<T> y) => new(Vector128.Min(x._value, y._value));

    public static Lanes128<T> GreaterThan(Lanes128<T> x, Lanes128<T> y) => new(Vector128.GreaterThan(x._value, y._value));

    public static Lanes128<T> GreaterThanOrEqual(Lanes128<T> x, Lanes128<T> y) => new(Vector128.GreaterThanOrEqual(x._value, y._value));

    public static Lanes128<T> Select(Lanes128<T> mask, Lanes128<T> yes, Lanes128<T> no) =>
        new(Vector128.ConditionalSelect(mask._value, yes._value, no._value));

    public static Lanes128<T> AddBits(Lanes128<T> x, Lanes128<T> y) => new((x._value.AsInt64() + y._value.AsInt64()).As<long, T>());

    public static Lanes128<T> SubtractBits(Lanes128<T> x, Lanes128<T> y) => new((x._value.AsInt64() - y._value.AsInt64()).As<long, T>());

    public static Lanes128<T> ShiftLeft(Lanes128<T> x, int bits) => new(Vector128.ShiftLeft(x._value.AsInt64(), bits).As<long, T>());

    public static Lanes128<T> ShiftRight(Lanes128<T> x, int bits) =>
        new(Vector128.ShiftRightLogical(x._value.AsInt64(), bits).As<long, T>());

    public static Lanes128<T> ShiftRightArithmetic(Lanes128<T> x, int bits) =>
        new(Vector128.ShiftRightArithmetic(x._value.AsInt64(), bits).As<long, T>());

    public static (Lanes128<double> Lower, Lanes128<double> Upper) Widen(Lanes128<T> x)
    {
        if (typeof(T) == typeof(double))
        {
            var self = Unsafe.BitCast<Lanes128<T>, Lanes128<double>>(x);
            return (self, self);
        }

        var (lower, upper) = Vector128.Widen(x._value.AsSingle());
        return (new(lower), new(upper));
    }

    public static Lanes128<T> Narrow(Lanes128<double> lower, Lanes128<double> upper) =>
        typeof(T) == typeof(double)
            ? Unsafe.BitCast<Lanes128<double>, Lanes128<T>>(lower)
            : new(Vector128.Narrow(lower._value, upper._value).As<float, T>());
}
