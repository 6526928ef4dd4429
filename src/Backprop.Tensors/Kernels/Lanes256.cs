using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Backprop.Tensors.Kernels;

/// <summary>256 bits of lanes.</summary>
internal readonly struct Lanes256<T>(Vector256<T> value) : ILanes<Lanes256<T>, T>, IWidening<Lanes256<T>, Lanes256<double>>
{
    private readonly Vector256<T> _value = value;

    public static int Count => Vector256<T>.Count;

    public static Lanes256<T> Broadcast(T value) => new(Vector256.Create(value));

    public static Lanes256<T> Load(ReadOnlySpan<T> source) => new(Vector256.Create(source));

    public static Lanes256<T> Load(ref readonly T source, nint offset) => new(Vector256.LoadUnsafe(in source, (nuint)offset));

    public void Store(Span<T> destination) => _value.CopyTo(destination);

    public void Store(ref T destination, nint offset) => _value.StoreUnsafe(ref destination, (nuint)offset);

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

    public static Lanes256<T> Sqrt(Lanes256<T> x) => new(Vector256.Sqrt(x._value));

    public static Lanes256<T> Abs(Lanes256<T> x) => new(Vector256.Abs(x._value));

    public static Lanes256<T> Max(Lanes256<T> x, Lanes256<T> y) => new(Vector256.Max(x._value, y._value));

    public static Lanes256<T> Min(Lanes256<T> x, Lanes256<T> y) => new(Vector256.Min(x._value, y._value));

    public static Lanes256<T> GreaterThan(Lanes256<T> x, Lanes256<T> y) => new(Vector256.GreaterThan(x._value, y._value));

    public static Lanes256<T> GreaterThanOrEqual(Lanes256<T> x, Lanes256<T> y) => new(Vector256.GreaterThanOrEqual(x._value, y._value));

    public static Lanes256<T> Select(Lanes256<T> mask, Lanes256<T> yes, Lanes256<T> no) =>
        new(Vector256.ConditionalSelect(mask._value, yes._value, no._value));

    public static Lanes256<T> AddBits(Lanes256<T> x, Lanes256<T> y) => new((x._value.AsInt64() + y._value.AsInt64()).As<long, T>());

    public static Lanes256<T> SubtractBits(Lanes256<T> x, Lanes256<T> y) => new((x._value.AsInt64() - y._value.AsInt64()).As<long, T>());

    public static Lanes256<T> ShiftLeft(Lanes256<T> x, int bits) => new(Vector256.ShiftLeft(x._value.AsInt64(), bits).As<long, T>());

    public static Lanes256<T> ShiftRight(Lanes256<T> x, int bits) =>
        new(Vector256.ShiftRightLogical(x._value.AsInt64(), bits).As<long, T>());

    public static Lanes256<T> ShiftRightArithmetic(Lanes256<T> x, int bits) =>
        new(Vector256.ShiftRightArithmetic(x._value.AsInt64(), bits).As<long, T>());

    public static (Lanes256<double> Lower, Lanes256<double> Upper) Widen(Lanes256<T> x)
    {
        if (typeof(T) == typeof(double))
        {
            var self = Unsafe.BitCast<Lanes256<T>, Lanes256<double>>(x);
            return (self, self);
        }

        var (lower, upper) = Vector256.Widen(x._value.AsSingle());
        return (new(lower), new(upper));
    }

    public static Lanes256<T> Narrow(Lanes256<double> lower, Lanes256<double> upper) =>
        typeof(T) == typeof(double)
            ? Unsafe.BitCast<Lanes256<double>, Lanes256<T>>(lower)
            : new(Vector256.Narrow(lower._value, upper._value).As<float, T>());
}
