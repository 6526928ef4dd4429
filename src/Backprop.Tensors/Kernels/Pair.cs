using System.Runtime.CompilerServices;

namespace Backprop.Tensors.Kernels;

/// <summary>
/// Two registers, treated alike: an elementary function is a long chain of operations that wait for each other, and two such chains
/// side by side wait for the same time.
/// </summary>
internal struct Pair<D>(D first, D second) : ILanes<Pair<D>, double>
    where D : struct, ILanes<D, double>
{
    private D _first = first;
    private D _second = second;

    public static int Count => 2 * D.Count;

    public D First => _first;

    public D Second => _second;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<D> Broadcast(double value) => new(D.Broadcast(value), D.Broadcast(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<D> Load(ReadOnlySpan<double> source) => new(D.Load(source), D.Load(source[D.Count..]));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<D> Load(ref readonly double source, nint offset) => new(D.Load(in source, offset), D.Load(in source, offset + D.Count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(Span<double> destination)
    {
        _first.Store(destination);
        _second.Store(destination[D.Count..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(ref double destination, nint offset)
    {
        _first.Store(ref destination, offset);
        _second.Store(ref destination, offset + D.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<D> operator +(Pair<D> x, Pair<D> y) => new(x._first + y._first, x._second + y._second);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<D> operator -(Pair<D> x, Pair<D> y) => new(x._first - y._first, x._second - y._second);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<D> operator *(Pair<D> x, Pair<D> y) => new(x._first * y._first, x._second * y._second);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<D> operator /(Pair<D> x, Pair<D> y) => new(x._first / y._first, x._second / y._second);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<D> operator -(Pair<D> x) => new(-x._first, -x._second);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<D> operator &(Pair<D> x, Pair<D> y) => new(x._first & y._first, x._second & y._second);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<D> operator |(Pair<D> x, Pair<D> y) => new(x._first | y._first, x._second | y._second);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<D> operator ^(Pair<D> x, Pair<D> y) => new(x._first ^ y._first, x._second ^ y._second);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<D> operator ~(Pair<D> x) => new(~x._first, ~x._second);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<D> FusedMultiplyAdd(Pair<D> x, Pair<D> y, Pair<D> sum) =>
        new(D.FusedMultiplyAdd(x._first, y._first, sum._first), D.FusedMultiplyAdd(x._second, y._second, sum._second));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<D> FusedMultiplyAdd(Pair<D> x, Pair<D> y, ref readonly double sum) => FusedMultiplyAdd(x, y, Load(in sum, 0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<D> FusedMultiplyAdd(ref readonly double x, Pair<D> y, Pair<D> sum) => FusedMultiplyAdd(Load(in x, 0), y, sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(ref Pair<D> sum, in Pair<D> x, ref readonly double factor) =>
        D.AddProducts(ref sum._first, ref sum._second, x._first, x._second, in factor);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct(ref Pair<D> sum, in Pair<D> x, in Pair<D> factor)
    {
        D.AddProduct(ref sum._first, x._first, factor._first);
        D.AddProduct(ref sum._second, x._second, factor._second);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProducts(ref Pair<D> sum, ref Pair<D> sum2, in Pair<D> x, in Pair<D> x2, ref readonly double factor)
    {
        AddProduct(ref sum, x, in factor);
        AddProduct(ref sum2, x2, in factor);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<D> Sqrt(Pair<D> x) => new(D.Sqrt(x._first), D.Sqrt(x._second));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<D> Abs(Pair<D> x) => new(D.Abs(x._first), D.Abs(x._second));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<D> CopySign(Pair<D> x, Pair<D> sign) => new(D.CopySign(x._first, sign._first), D.CopySign(x._second, sign._second));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<D> Max(Pair<D> x, Pair<D> y) => new(D.Max(x._first, y._first), D.Max(x._second, y._second));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<D> Min(Pair<D> x, Pair<D> y) => new(D.Min(x._first, y._first), D.Min(x._second, y._second));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<D> AtLeast(Pair<D> x, Pair<D> floor) => new(D.AtLeast(x._first, floor._first), D.AtLeast(x._second, floor._second));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<D> AtMost(Pair<D> x, Pair<D> ceiling) => new(D.AtMost(x._first, ceiling._first), D.AtMost(x._second, ceiling._second));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<D> WhereLess(Pair<D> x, Pair<D> y, Pair<D> yes, Pair<D> no) =>
        new(D.WhereLess(x._first, y._first, yes._first, no._first), D.WhereLess(x._second, y._second, yes._second, no._second));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<D> WhereLessOrEqual(Pair<D> x, Pair<D> y, Pair<D> yes, Pair<D> no) =>
        new(D.WhereLessOrEqual(x._first, y._first, yes._first, no._first), D.WhereLessOrEqual(x._second, y._second, yes._second, no._second));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<D> WhereEqual(Pair<D> x, Pair<D> y, Pair<D> yes, Pair<D> no) =>
        new(D.WhereEqual(x._first, y._first, yes._first, no._first), D.WhereEqual(x._second, y._second, yes._second, no._second));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<D> AddBits(Pair<D> x, Pair<D> y) => new(D.AddBits(x._first, y._first), D.AddBits(x._second, y._second));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<D> SubtractBits(Pair<D> x, Pair<D> y) => new(D.SubtractBits(x._first, y._first), D.SubtractBits(x._second, y._second));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<D> ShiftLeft(Pair<D> x, int bits) => new(D.ShiftLeft(x._first, bits), D.ShiftLeft(x._second, bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Pair<D> ShiftRight(Pair<D> x, int bits) => new(D.ShiftRight(x._first, bits), D.ShiftRight(x._second, bits));
}
