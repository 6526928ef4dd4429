using System.Numerics;
using System.Runtime.CompilerServices;

namespace Backprop.Tensors.Kernels;

/// <summary>One lane: the kernels as plain scalar code.</summary>
internal struct Lanes1<T>(T value) : ILanes<Lanes1<T>, T>, IWidening<Lanes1<T>, Lanes1<double>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private T _value = value;

    public static int Count => 1;

    public static Lanes1<T> Broadcast(T value) => new(value);

    public static Lanes1<T> Load(ReadOnlySpan<T> source) => new(source[0]);

    public static Lanes1<T> Load(ref readonly T source, nint offset) => new(Unsafe.Add(ref Unsafe.AsRef(in source), offset));

    public readonly void Store(Span<T> destination) => destination[0] = _value;

    public readonly void Store(ref T destination, nint offset) => Unsafe.Add(ref destination, offset) = _value;

    public static Lanes1<T> operator +(Lanes1<T> x, Lanes1<T> y) => new(x._value + y._value);

    public static Lanes1<T> operator -(Lanes1<T> x, Lanes1<T> y) => new(x._value - y._value);

    public static Lanes1<T> operator *(Lanes1<T> x, Lanes1<T> y) => new(x._value * y._value);

    public static Lanes1<T> operator /(Lanes1<T> x, Lanes1<T> y) => new(x._value / y._value);

    public static Lanes1<T> operator -(Lanes1<T> x) => new(-x._value);

    public static Lanes1<T> operator &(Lanes1<T> x, Lanes1<T> y) => FromBits(Bits(x) & Bits(y));

    public static Lanes1<T> operator |(Lanes1<T> x, Lanes1<T> y) => FromBits(Bits(x) | Bits(y));

    public static Lanes1<T> operator ^(Lanes1<T> x, Lanes1<T> y) => FromBits(Bits(x) ^ Bits(y));

    public static Lanes1<T> operator ~(Lanes1<T> x) => FromBits(~Bits(x));

    public static Lanes1<T> FusedMultiplyAdd(Lanes1<T> x, Lanes1<T> y, Lanes1<T> sum) => new(T.FusedMultiplyAdd(x._value, y._value, sum._value));

    public static Lanes1<T> FusedMultiplyAdd(Lanes1<T> x, Lanes1<T> y, ref readonly T sum) => new(T.FusedMultiplyAdd(x._value, y._value, sum));

    public static Lanes1<T> FusedMultiplyAdd(ref readonly T x, Lanes1<T> y, Lanes1<T> sum) => new(T.FusedMultiplyAdd(x, y._value, sum._value));

    public static void AddProduct(ref Lanes1<T> sum, in Lanes1<T> x, ref readonly T factor) =>
        sum._value = T.FusedMultiplyAdd(x._value, factor, sum._value);

    public static void AddProduct(ref Lanes1<T> sum, in Lanes1<T> x, in Lanes1<T> factor) => AddProduct(ref sum, x, in factor._value);

    public static void AddProducts(ref Lanes1<T> sum, ref Lanes1<T> sum2, in Lanes1<T> x, in Lanes1<T> x2, ref readonly T factor)
    {
        AddProduct(ref sum, x, in factor);
        AddProduct(ref sum2, x2, in factor);
    }

    public static Lanes1<T> Sqrt(Lanes1<T> x) => new(T.Sqrt(x._value));

    public static Lanes1<T> Abs(Lanes1<T> x) => new(T.Abs(x._value));

    public static Lanes1<T> CopySign(Lanes1<T> x, Lanes1<T> sign) => new(T.CopySign(x._value, sign._value));

    public static Lanes1<T> Max(Lanes1<T> x, Lanes1<T> y) => new(T.Max(x._value, y._value));

    public static Lanes1<T> Min(Lanes1<T> x, Lanes1<T> y) => new(T.Min(x._value, y._value));

    public static Lanes1<T> AtLeast(Lanes1<T> x, Lanes1<T> floor) => x._value < floor._value ? floor : x;

    public static Lanes1<T> AtMost(Lanes1<T> x, Lanes1<T> ceiling) => x._value > ceiling._value ? ceiling : x;

    public static Lanes1<T> WhereLess(Lanes1<T> x, Lanes1<T> y, Lanes1<T> yes, Lanes1<T> no) => x._value < y._value ? yes : no;

    public static Lanes1<T> WhereLessOrEqual(Lanes1<T> x, Lanes1<T> y, Lanes1<T> yes, Lanes1<T> no) => x._value <= y._value ? yes : no;

    public static Lanes1<T> WhereEqual(Lanes1<T> x, Lanes1<T> y, Lanes1<T> yes, Lanes1<T> no) => x._value == y._value ? yes : no;

    public static Lanes1<T> AddBits(Lanes1<T> x, Lanes1<T> y) => FromBits(Bits(x) + Bits(y));

    public static Lanes1<T> SubtractBits(Lanes1<T> x, Lanes1<T> y) => FromBits(Bits(x) - Bits(y));

    public static Lanes1<T> ShiftLeft(Lanes1<T> x, int bits) => FromBits(Bits(x) << bits);

    public static Lanes1<T> ShiftRight(Lanes1<T> x, int bits) => FromBits(Bits(x) >>> bits);

    public static Lanes1<double> LoadWide(ref readonly T source, nint offset) =>
        new(Scalars.Widen(Unsafe.Add(ref Unsafe.AsRef(in source), offset)));

    public static void StoreRounded(Lanes1<double> value, ref T destination, nint offset) =>
        Unsafe.Add(ref destination, offset) = Scalars.Round<T>(value._value);

    public static Lanes1<double> Rounded(Lanes1<double> value) => new(Scalars.Widen(Scalars.Round<T>(value._value)));

    private static long Bits(Lanes1<T> x) =>
        typeof(T) == typeof(float)
            ? BitConverter.SingleToInt32Bits(Unsafe.BitCast<T, float>(x._value))
            : BitConverter.DoubleToInt64Bits(Unsafe.BitCast<T, double>(x._value));

    private static Lanes1<T> FromBits(long bits) =>
        typeof(T) == typeof(float)
            ? new(Unsafe.BitCast<float, T>(BitConverter.Int32BitsToSingle((int)bits)))
            : new(Unsafe.BitCast<double, T>(BitConverter.Int64BitsToDouble(bits)));
}
