using System.Numerics;

namespace Backprop.Tensors.Kernels;

/// <summary>
/// A register of lanes, narrow or wide. A kernel is written once against it, and compiled once per width. Each lane does what
/// the scalar operation does, to the bit; lanes never mix.
/// </summary>
internal interface ILanes<TSelf, T> :
    IAdditionOperators<TSelf, TSelf, TSelf>, ISubtractionOperators<TSelf, TSelf, TSelf>,
    IMultiplyOperators<TSelf, TSelf, TSelf>, IDivisionOperators<TSelf, TSelf, TSelf>,
    IUnaryNegationOperators<TSelf, TSelf>, IBitwiseOperators<TSelf, TSelf, TSelf>
    where TSelf : struct, ILanes<TSelf, T>
{
    /// <summary>Number of lanes.</summary>
    static abstract int Count { get; }

    /// <summary>The value in every lane.</summary>
    static abstract TSelf Broadcast(T value);

    /// <summary>The first <see cref="Count"/> values.</summary>
    static abstract TSelf Load(ReadOnlySpan<T> source);

    /// <summary>The <see cref="Count"/> values from <paramref name="offset"/> on; unchecked.</summary>
    static abstract TSelf Load(ref readonly T source, nint offset);

    /// <summary>Writes the lanes to the first <see cref="Count"/> places.</summary>
    void Store(Span<T> destination);

    /// <summary>Writes the lanes to the <see cref="Count"/> places from <paramref name="offset"/> on; unchecked.</summary>
    void Store(ref T destination, nint offset);

    /// <summary>x·y + sum, rounded once.</summary>
    static abstract TSelf FusedMultiplyAdd(TSelf x, TSelf y, TSelf sum);

    /// <summary>√x.</summary>
    static abstract TSelf Sqrt(TSelf x);

    /// <summary>|x|.</summary>
    static abstract TSelf Abs(TSelf x);

    /// <summary>The larger; NaN if either is, +0 above −0.</summary>
    static abstract TSelf Max(TSelf x, TSelf y);

    /// <summary>The smaller; NaN if either is, −0 below +0.</summary>
    static abstract TSelf Min(TSelf x, TSelf y);

    /// <summary>All bits of a lane set where x &gt; y, else none.</summary>
    static abstract TSelf GreaterThan(TSelf x, TSelf y);

    /// <summary>All bits of a lane set where x ≥ y, else none.</summary>
    static abstract TSelf GreaterThanOrEqual(TSelf x, TSelf y);

    /// <summary>Lane by lane <paramref name="yes"/> where the mask is set, else <paramref name="no"/>.</summary>
    static abstract TSelf Select(TSelf mask, TSelf yes, TSelf no);

    /// <summary>The bits of each lane as a whole number, added.</summary>
    static abstract TSelf AddBits(TSelf x, TSelf y);

    /// <summary>The bits of each lane as a whole number, subtracted.</summary>
    static abstract TSelf SubtractBits(TSelf x, TSelf y);

    /// <summary>The bits of each lane, moved up.</summary>
    static abstract TSelf ShiftLeft(TSelf x, int bits);

    /// <summary>The bits of each lane, moved down; zeros come in.</summary>
    static abstract TSelf ShiftRight(TSelf x, int bits);

    /// <summary>The bits of each lane, moved down; the sign bit comes in.</summary>
    static abstract TSelf ShiftRightArithmetic(TSelf x, int bits);
}

/// <summary>Lanes of T that become twice as many doubles and back. For T = double they are themselves.</summary>
/// <typeparam name="TSelf">Lanes of T.</typeparam>
/// <typeparam name="TWide">Lanes of double, as wide in bits.</typeparam>
internal interface IWidening<TSelf, TWide>
    where TSelf : struct
    where TWide : struct
{
    /// <summary>The lower and the upper half of the lanes, exactly.</summary>
    static abstract (TWide Lower, TWide Upper) Widen(TSelf x);

    /// <summary>Both halves rounded once.</summary>
    static abstract TSelf Narrow(TWide lower, TWide upper);
}
