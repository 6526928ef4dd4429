using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Backprop.Tensors.Kernels;

/// <summary>512 bits of lanes.</summary>
internal readonly struct Lanes512<T>(Vector512<T> value) : ILanes<Lanes512<T>, T>, IWidening<Lanes512<T>, Lanes512<double>>
{
    private readonly Vector512<T> _value = value;

    public static int Count => Vector512<T>.Count;

    public static Lanes512<T> Broadcast(T value) => new(Vector512.Create(value));

    public static Lanes512<T> Load(ReadOnlySpan<T> source) => new(Vector512.Create(source));

    public static Lanes512<T> Load(ref readonly T source, nint offset) => new(Vector512.LoadUnsafe(in source, (nuint)offset));

    public void Store(Span<T> destination) => _value.CopyTo(destination);

    public void Store(ref T destination, nint offset) => _value.StoreUnsafe(ref destination, (nuint)offset);

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

    public static Lanes512<T> Sqrt(Lanes512<T> x) => new(Vector512.Sqrt(x._value));

    public static Lanes512<T> Abs(Lanes512<T> x) => new(Vector512.Abs(x._value));

    public static Lanes512<T> Max(Lanes512<T> x, Lanes512<T> y) => new(Vector512.Max(x._value, y._value));

    public static Lanes512<T> Min(Lanes512<T> x, Lanes512<T> y) => new(Vector512.Min(x._value, y._value));

    public static Lanes512<T> GreaterThan(Lanes512<T> x, Lanes512<T> y) => new(Vector512.GreaterThan(x._value, y._value));

    public static Lanes512<T> GreaterThanOrEqual(Lanes512<T> x, Lanes512<T> y) => new(Vector512.GreaterThanOrEqual(x._value, y._value));

    public static Lanes512<T> Select(Lanes512<T> mask, Lanes512<T> yes, Lanes512<T> no) =>
        new(Vector512.ConditionalSelect(mask._value, yes._value, no._value));

    public static Lanes512<T> AddBits(Lanes512<T> x, Lanes512<T> y) => new((x._value.AsInt64() + y._value.AsInt64()).As<long, T>());

    public static Lanes512<T> SubtractBits(Lanes512<T> x, Lanes512<T> y) => new((x._value.AsInt64() - y._value.AsInt64()).As<long, T>());

    public static Lanes512<T> ShiftLeft(Lanes512<T> x, int bits) => new(Vector512.ShiftLeft(x._value.AsInt64(), bits).As<long, T>());

    public static Lanes512<T> ShiftRight(Lanes512<T> x, int bits) =>
        new(Vector512.ShiftRightLogical(x._value.AsInt64(), bits).As<long, T>());

    public static Lanes512<T> ShiftRightArithmetic(Lanes512<T> x, int bits) =>
        new(Vector512.ShiftRightArithmetic(x._value.AsInt64(), bits).As<long, T>());

    public static (Lanes512<double> Lower, Lanes512<double> Upper) Widen(Lanes512<T> x)
    {
        if (typeof(T) == typeof(double))
        {
            var self = Unsafe.BitCast<Lanes512<T>, Lanes512<double>>(x);
            return (self, self);
        }

        var (lower, upper) = Vector512.Widen(x._value.AsSingle());
        return (new(lower), new(upper));
    }

    public static Lanes512<T> Narrow(Lanes512<double> lower, Lanes512<double> upper) =>
        typeof(T) == typeof(double)
            ? Unsafe.BitCast<Lanes512<double>, Lanes512<T>>(lower)
            : new(Vector512.Narrow(lower._value, upper._value).As<float, T>());
}
